package com.wgtwo.camel.app.failure;

import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.Model;
import org.apache.camel.model.ModelLifecycleStrategy;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.SetBodyDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.SetPropertyDefinition;
import org.apache.camel.model.SetVariableDefinition;
import org.apache.camel.model.language.ConstantExpression;

/**
 * Leaves out the error handler of steps that put a constant somewhere: they cannot fail, and the error handler of a step
 * that may be tried again makes a copy of each exchange. Such copies were a fifth of the memory that an event took while it was
 * worked on (by Java Flight Recorder). That is for the steps of the route itself: for one inside another step Camel (4.17) goes
 * by what the outer step has.
 */
public final class ConstantSteps implements ModelLifecycleStrategy {
    private ConstantSteps() {}

    /** Counts for all routes that are added from now on. */
    public static void watch(Model model) {
        model.addModelLifecycleStrategy(new ConstantSteps());
    }

    @Override
    public void onAddRouteDefinition(RouteDefinition route) {
        for (ProcessorDefinition<?> node : route.getOutputs()) {
            if (node instanceof ExpressionNode step && isConstant(step)) {
                step.setInheritErrorHandler(false);
            }
        }
    }

    private static boolean isConstant(ExpressionNode step) {
        String name = null;
        if (step instanceof SetHeaderDefinition header) {
            name = header.getName();
        } else if (step instanceof SetVariableDefinition variable) {
            name = variable.getName();
        } else if (step instanceof SetPropertyDefinition property) {
            name = property.getName();
        } else if (step instanceof SetBodyDefinition) {
            name = "";
        }
        // Not when the name is itself evaluated, when a variable is kept elsewhere, or when the text has to be
        // converted.
        return name != null
                && name.indexOf('$') < 0
                && name.indexOf(':') < 0
                && step.getExpression() instanceof ConstantExpression constant
                && constant.getExpressionValue() == null
                && constant.getResultType() == null
                && constant.getResultTypeName() == null;
    }

    @Override
    public void onRemoveRouteDefinition(RouteDefinition route) {
        // It takes along what was done to it.
    }

    @Override
    public void onAddRouteTemplateDefinition(RouteTemplateDefinition template) {
        // The routes that are made of it are added too.
    }

    @Override
    public void onRemoveRouteTemplateDefinition(RouteTemplateDefinition template) {
        // See above.
    }
}
