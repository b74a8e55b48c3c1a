using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <content>Reductions: standalone, or of the blocks that a group computes.</content>
internal sealed unsafe partial class Lowering
{
    private readonly Dictionary<Tensor, (Shape Shape, View View)> begun = [];

    /// <summary>Starts the reductions along the lanes in the epilogue of a matmul, while its blocks are in L1.</summary>
    private void BeginReductions(FusionGroup group, ElementwiseStep epilogue, int[] order)
    {
        int lanes = order[^1];
        foreach (Tensor node in group.Members.Where(node => graph.IsStored(node) && graph.DirectTarget(node) is null))
        {
            foreach (Tensor reduction in graph.ReductionsOf(node))
            {
                var op = (ReduceOp)reduction.Op;
                // Values that are still in cache when read again are reduced faster at once than strip by strip.
                if (op.Axes.Contains(lanes) && node.Shape.Count > Buffer.FarFloats)
                {
                    Shape shape = BlockSum.Results(node.Shape, lanes, isa);
                    View target = Allocate(shape, [lanes, .. order.SkipLast(1)], op.Name);
                    epilogue.Sum(views[node], op, target, order, isa);
                    begun[reduction] = (shape, target);
                }
            }
        }
    }

    /// <summary>
    /// The view that a group's step writes its partial results to, and the same view as the reduction target of blocks.
    /// </summary>
    private static (View Result, View Target) StartReduction(Tensor node, int[] order)
    {
        Shape shape = node.Inputs[0].Shape;
        int[] axes = ReductionPlan.FirstAxes(((ReduceOp)node.Op).Axes, shape, order);
        View result = Allocate(ReductionPlan.Without(shape, axes), order, node.Op.Name);
        return (result, ReductionPlan.Target(result, axes));
    }

    /// <summary>Completes a reduction after a group's step: along the lanes, and over long outer axes.</summary>
    private void FinishReduction(Tensor node, int[] order)
    {
        var op = (ReduceOp)node.Op;
        Shape shape = node.Inputs[0].Shape;
        int[] done = ReductionPlan.FirstAxes(op.Axes, shape, order);
        int[] rest = [.. op.Axes.Except(done).Where(axis => shape[axis] != 1)];
        if (rest.Length > 0)
        {
            views[node] = EmitReduction(op, rest, ReductionPlan.Without(shape, done), views[node]);
        }
    }

    /// <summary>The view of the result of a reduction.</summary>
    private View EmitReduction(ReduceOp op, int[] axes, Shape shape, View source)
    {
        int[] order = Layout.Create(shape, source);
        if (shape.Rank > 0 && shape.Count > 1 && source.Strides[order.LastOrDefault(axis => shape[axis] > 1)] != 1)
        {
            source = Contiguous(source, shape, order);
        }

        int[] first = ReductionPlan.FirstAxes(axes, shape, order);
        Shape partial = ReductionPlan.Without(shape, first);
        View target = Allocate(partial, order, op.Name);
        if (ReductionPlan.AreRows(first, shape, order))
        {
            Steps.Add(new ReduceStep(op, first, shape, source, target, workers));
        }
        else
        {
            var program = BlockProgram.Combine(source, ReductionPlan.Target(target, first), op.Kernel);
            string label = $"{op.Name}({string.Join(',', first)}) of {shape}";
            Steps.Add(new ElementwiseStep(program, shape, order, merge: true, label, workers));
        }

        int[] rest = [.. axes.Except(first).Where(axis => shape[axis] != 1)];
        return rest.Length == 0 ? target : EmitReduction(op, rest, partial, target);
    }
}
