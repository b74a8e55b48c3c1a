using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <content>Winograd convolutions.</content>
internal sealed unsafe partial class Lowering
{
    /// <summary>Adds the steps of a Winograd convolution where it is faster; its kernels are transformed once for all users.</summary>
    /// <returns>False if the direct algorithm is faster; nothing is added then.</returns>
    private bool TryEmitTileByTile(
        Tensor node,
        ConvolutionPlanner convolution,
        MatMulPlan product,
        string label,
        ElementwiseStep? epilogue
    )
    {
        var op = (ConvolutionOp)node.Op;
        if (WinogradWeightPlan.Create(op, product, convolution.OutputsInLanes) is { } gradient)
        {
            var sums = new WinogradWeightStep(gradient, label, isa);
            Steps.Add(sums);
            Steps.Add(new WinogradFoldStep(product, sums, label, epilogue, isa));
            return true;
        }

        if (WinogradPlan.Create(op, product, node.Shape[0]) is not { } plan)
        {
            return false;
        }

        View kernels = plan.Kernels;
        var key = (kernels.Buffer, $"transformed {kernels.Offset}:{string.Join(',', kernels.Strides)}");
        if (!copies.TryGetValue(key, out View transformed))
        {
            Shape shape = node.Inputs[1].Shape;
            var step = new WinogradKernelStep(kernels, shape[2], shape[3]);
            Steps.Add(step);
            copies[key] = transformed = step.Result;
        }

        Steps.Add(new WinogradStep(plan, product, transformed, label, epilogue, isa, workers));
        return true;
    }
}
