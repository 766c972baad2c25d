package com.wgtwo.camel.sandbox.service;

import com.google.protobuf.Message;
import com.wgtwo.api.v0.voicemail.VoicemailMediaServiceGrpc;
import com.wgtwo.api.v0.voicemail.VoicemailProto.DeleteVoicemailRequest;
import com.wgtwo.api.v0.voicemail.VoicemailProto.DeleteVoicemailResponse;
import com.wgtwo.api.v0.voicemail.VoicemailProto.GetAllVoicemailMetadataRequest;
import com.wgtwo.api.v0.voicemail.VoicemailProto.GetAllVoicemailMetadataResponse;
import com.wgtwo.api.v0.voicemail.VoicemailProto.GetVoicemailRequest;
import com.wgtwo.api.v0.voicemail.VoicemailProto.GetVoicemailResponse;
import com.wgtwo.api.v0.voicemail.VoicemailProto.MarkVoicemailAsReadRequest;
import com.wgtwo.api.v0.voicemail.VoicemailProto.MarkVoicemailAsReadResponse;
import com.wgtwo.api.v0.voicemail.VoicemailProto.ResetVoicemailGreetingRequest;
import com.wgtwo.api.v0.voicemail.VoicemailProto.ResetVoicemailGreetingResponse;
import com.wgtwo.api.v0.voicemail.VoicemailProto.VoicemailMetadata;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.function.Function;

/** The recordings of the voicemails that events spoke of. */
public final class VoicemailV0Service extends VoicemailMediaServiceGrpc.VoicemailMediaServiceImplBase {
    private final Voicemails voicemails;

    /** @param voicemails what there is */
    public VoicemailV0Service(Voicemails voicemails) {
        this.voicemails = voicemails;
    }

    @Override
    public void getAllVoicemailMetadata(
            GetAllVoicemailMetadataRequest request, StreamObserver<GetAllVoicemailMetadataResponse> observer) {
        answer(
                observer,
                GetAllVoicemailMetadataResponse.newBuilder()
                        .addAllMetadata(voicemails.of(request.getTo().getE164()))
                        .build());
    }

    @Override
    public void getVoicemail(GetVoicemailRequest request, StreamObserver<GetVoicemailResponse> observer) {
        find(
                request.getVoicemailId(),
                observer,
                found -> GetVoicemailResponse.newBuilder()
                        .setMetadata(found)
                        .setWav(voicemails.wav())
                        .build());
    }

    @Override
    public void markVoicemailAsRead(
            MarkVoicemailAsReadRequest request, StreamObserver<MarkVoicemailAsReadResponse> observer) {
        find(request.getVoicemailId(), observer, found -> {
            voicemails.played(found);
            return MarkVoicemailAsReadResponse.getDefaultInstance();
        });
    }

    @Override
    public void deleteVoicemail(DeleteVoicemailRequest request, StreamObserver<DeleteVoicemailResponse> observer) {
        find(request.getVoicemailId(), observer, found -> {
            voicemails.delete(found.getVoicemailId());
            return DeleteVoicemailResponse.getDefaultInstance();
        });
    }

    @Override
    public void resetVoicemailGreeting(
            ResetVoicemailGreetingRequest request, StreamObserver<ResetVoicemailGreetingResponse> observer) {
        answer(observer, ResetVoicemailGreetingResponse.getDefaultInstance());
    }

    private <R extends Message> void find(String id, StreamObserver<R> observer, Function<VoicemailMetadata, R> use) {
        if (id.isEmpty()) {
            observer.onError(SubscribeLimits.invalid("voicemail_id is empty"));
            return;
        }
        VoicemailMetadata found = voicemails.get(id);
        if (found == null) {
            observer.onError(Status.NOT_FOUND
                    .withDescription("there is no voicemail with this id")
                    .asRuntimeException());
            return;
        }
        answer(observer, use.apply(found));
    }

    private static <R> void answer(StreamObserver<R> observer, R response) {
        observer.onNext(response);
        observer.onCompleted();
    }
}
