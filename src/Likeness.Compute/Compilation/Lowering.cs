using System.Runtime.CompilerServices;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>Lowers a graph to steps over buffers: decides the fusion, the layout, the order and the destination.</summary>
internal sealed unsafe partial class Lowering
{
    private readonly Dictionary<Tensor, View> views = [];
    private readonly Dictionary<(Buffer, string), View> copies = [];
    private readonly Dictionary<Again, Step?> leaders = [];
    private readonly ScheduleGraph graph;
    private readonly InstructionSet isa;
    private readonly int workers;

    public Lowering(ScheduleGraph graph, Func<Tensor, View> leafView, InstructionSet isa, int workers)
    {
        (this.graph, this.isa, this.workers) = (graph, isa, workers);
        foreach (Tensor leaf in graph.Nodes.Where(node => node.Op is Leaf and not RandomNumbers))
        {
            views[leaf] = leafView(leaf);
        }

        foreach (Tensor unit in graph.Order)
        {
            int first = Steps.Count;
            Emit(unit);
            FollowWhatWasBefore(unit, first);
            string? region = graph.RegionOf(unit);
            for (int i = first; i < Steps.Count; i++)
            {
                Steps[i].Region = region;
            }
        }

        foreach ((Parameter parameter, Tensor value) in graph.CopiedAtEnd)
        {
            var target = new View(new Buffer(parameter), new Strided(0, parameter.Shape.RowMajorStrides()));
            EmitCopy(
                ViewOf(value),
                target,
                parameter.Shape,
                Layout.RowMajor(parameter.Shape.Rank),
                $"store {parameter.Name}"
            );
        }

        foreach (Tensor output in graph.Outputs)
        {
            Keep(output);
        }
    }

    /// <summary>The steps, in order.</summary>
    public List<Step> Steps { get; } = [];

    /// <summary>The view of a node's elements; makes a copy where no view exists.</summary>
    public View ViewOf(Tensor node)
    {
        if (views.TryGetValue(node, out View view))
        {
            return view;
        }

        if (node.Op is RandomNumbers random)
        {
            EmitRandom(node, random, Layout.BatchInnermost(node.Shape.Rank));
            return views[node];
        }

        // A graph may be deeper than the stack.
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var movement = (MovementOp)node.Op;
        Tensor input = node.Inputs[0];
        View source = ViewOf(input);
        Strided? position = movement.View(input.Shape, source.Place);
        if (position is null)
        {
            source = Contiguous(source, input.Shape, OrderFor(movement, input.Shape, source));
            position = movement.View(input.Shape, source.Place);
        }

        if (position is null)
        {
            // Spaced rows cannot be merged with the axis before them.
            source = Dense(source, input.Shape);
            position = movement.View(input.Shape, source.Place);
        }

        return views[node] = new View(source.Buffer, position!.Value);
    }

    /// <summary>
    /// An input order in which a movement is a view: the one closest to the current order, so that the batch stays innermost.
    /// </summary>
    private static int[] OrderFor(MovementOp movement, Shape shape, View source)
    {
        int[][] orders = [Layout.Create(shape, source), Layout.BatchInnermost(shape.Rank)];
        return orders.FirstOrDefault(order =>
                movement.View(shape, new Strided(0, Layout.SpacedStrides(shape, order, out _, out _))) is not null
            ) ?? Layout.RowMajor(shape.Rank);
    }

    /// <summary>
    /// Recomputed nodes must not start before their predecessor in this order. Their inputs exist long before, but their results
    /// would occupy memory until the gradient arrives.
    /// </summary>
    private void FollowWhatWasBefore(Tensor unit, int first)
    {
        Step? before = first == 0 ? null : Steps[first - 1];
        foreach (Again op in graph.RepetitionsReadBy(unit))
        {
            Step? leader = leaders.TryGetValue(op, out Step? known) ? known : leaders[op] = before;
            for (int i = first; i < Steps.Count; i++)
            {
                Steps[i].Follows = leader;
            }
        }
    }

    private void Emit(Tensor node)
    {
        switch (node.Op)
        {
            case ElementwiseOp or ReduceOp:
                EmitGroup(graph.Groups[node]);
                break;
            case ContractOp or ConvolutionOp:
                EmitMatMul(node, null);
                break;
            case PatchOp:
                EmitPatches(node);
                break;
            case Scatter scatter:
                EmitScatter(node, scatter);
                break;
            case ConcatenateOp joined:
                EmitConcatenation(node, joined);
                break;
            case LineOp lines:
                EmitLines(node, lines);
                break;
            case GatherOp:
                EmitGather(node);
                break;
            case ScatterAddOp:
                EmitScatterAdd(node);
                break;
            case AttentionOp:
                EmitAttention(node);
                break;
            case AttentionGradientOp:
                EmitAttentionGradient(node);
                break;
            case StoreAtOp store:
                EmitStoreAt(node, store);
                break;
            case RandomNumbers:
                // Allocated where they are first read, because the order is known there.
                break;
            default:
                throw new InvalidOperationException($"'{node.Op.Name}' has no step.");
        }
    }

    private void EmitGroup(FusionGroup group)
    {
        Tensor? product = graph.EpilogueOf.GetValueOrDefault(group);
        if (product is not null)
        {
            EmitMatMul(product, group);
            return;
        }

        if (group.Members.Count == 1 && group.Root is { Op: ReduceOp op } alone)
        {
            Shape combined = alone.Inputs[0].Shape;
            views[alone] = begun.TryGetValue(alone, out (Shape Shape, View View) rest)
                ? EmitReduction(op, op.Axes, rest.Shape, rest.View)
                : EmitReduction(op, op.Axes, combined, ViewOf(alone.Inputs[0]));
            return;
        }

        Shape shape = group.Shape;
        Tensor[] told = [.. group.Inputs.Where(input => Simplifier.Uniform(input) is null && !IsToBeDrawn(input))];
        int[] order =
            graph.HasDirectOutput(group) ? Layout.RowMajor(shape.Rank)
            : told.Length > 0 ? Layout.Follow(shape, told.Select(ViewOf))
            : Layout.Follow(shape, group.Inputs.Where(IsToBeDrawn).Select(ViewOf));
        EmitRandomOf(group, order);
        Steps.Add(Translate(group, order, merge: true));
        foreach (Tensor node in group.Reductions)
        {
            FinishReduction(node, order);
        }
    }

    /// <summary>The step of a group whose elements are visited in the given order.</summary>
    private ElementwiseStep Translate(FusionGroup group, int[] order, bool merge, Buffer? near = null)
    {
        Shape shape = group.Shape;
        var outputs = new Dictionary<Tensor, View>();
        foreach (Tensor node in group.Members.Where(node => node.Op is ElementwiseOp && graph.IsStored(node)))
        {
            outputs[node] = graph.DirectTarget(node) is { } parameter
                ? new View(new Buffer(parameter), new Strided(0, parameter.Shape.RowMajorStrides()))
                : Allocate(shape, order, node.Op.Name);
            views[node] = outputs[node];
        }

        foreach (Tensor node in group.Reductions)
        {
            (views[node], outputs[node]) = StartReduction(node, order);
        }

        Tensor[] members = [.. group.Members];
        var program = BlockProgram.Build(members, ViewOf, outputs, order.Length == 0 ? -1 : order[^1]);
        return new ElementwiseStep(
            program,
            shape,
            order,
            merge,
            $"{string.Join(' ', members.Select(node => node.Op.Name))} {shape}",
            workers,
            near
        );
    }

    private void EmitMatMul(Tensor node, FusionGroup? followed)
    {
        (View left, View right) = (ViewOf(node.Inputs[0]), ViewOf(node.Inputs[1]));
        int[] order;
        Func<View, MatMulPlan> plan;
        ConvolutionPlanner? convolution = null;
        bool crosses = false;
        if (node.Op is ContractOp op)
        {
            bool wantsRows = followed is not null && graph.HasDirectOutput(followed);
            var choice = ContractionChoice.Cheapest(ContractionPlanner.Axes(op, node, left, right), wantsRows);
            if (choice.CopyLeft)
            {
                left = Contiguous(left, node.Inputs[0].Shape, ContractionPlanner.CopyOrder(op.Left, choice));
            }

            if (choice.CopyRight)
            {
                right = Contiguous(right, node.Inputs[1].Shape, ContractionPlanner.CopyOrder(op.Right, choice));
            }

            order = ContractionPlanner.ResultOrder(op, choice);
            crosses = wantsRows && ContractionPlanner.Crosses(op, choice);
            plan = result => ContractionPlanner.Plan(op, node, left, right, result, choice);
        }
        else
        {
            convolution = new ConvolutionPlanner(node);
            left = InOrder(left, node.Inputs[0].Shape, convolution.FirstOrder);
            right = InOrder(right, node.Inputs[1].Shape, convolution.SecondOrder);
            order = convolution.ResultOrder;
            plan = result => convolution.Plan(left, right, result);
        }

        View target = Allocate(node.Shape, order, "product");
        views[node] = target;
        MatMulPlan product = plan(target) with { EpilogueCrosses = crosses };
        if (crosses)
        {
            (order[^2], order[^1]) = (order[^1], order[^2]);
        }

        if (followed is not null)
        {
            EmitRandomOf(followed, order);
        }

        ElementwiseStep? epilogue = followed is null ? null : Translate(followed, order, merge: false, target.Buffer);
        bool clash =
            !product.TakesEpilogue
            || (
                epilogue?.Writes.Any(buffer =>
                    buffer.IsFixed && (SameMemory(buffer, left.Buffer) || SameMemory(buffer, right.Buffer))
                )
                ?? false
            );
        if (epilogue is not null && !clash && !crosses && product.Kind == MatMulKind.Tile)
        {
            BeginReductions(followed!, epilogue, order);
        }

        string name = (node.Op as ContractOp)?.Form ?? node.Op.Name;
        string label = $"{name} {node.Inputs[0].Shape}·{node.Inputs[1].Shape}";
        if (convolution is null || !TryEmitTileByTile(node, convolution, product, label, clash ? null : epilogue))
        {
            Steps.Add(MatMulStep.Create(product, label, clash ? null : epilogue, isa, workers));
        }

        if (clash && epilogue is not null)
        {
            Steps.Add(epilogue);
        }
    }

    private void EmitPatches(Tensor node)
    {
        // Positions, channels or patch rows come first; the samples are innermost.
        int[] order = [.. Enumerable.Range(2, node.Shape.Rank - 2), 1, 0];
        View from = InOrder(ViewOf(node.Inputs[0]), node.Inputs[0].Shape, order);
        View to = Allocate(node.Shape, order, node.Op.Name);
        views[node] = to;
        Steps.Add(new PatchStep(node, from, to, workers));
    }

    /// <summary>The elements in the given order; copied if the innermost axis is not contiguous.</summary>
    private View InOrder(View view, Shape shape, int[] order)
    {
        int innermost = order[^1];
        return shape[innermost] == 1 || view.Strides[innermost] == 1 ? view : Contiguous(view, shape, order);
    }

    private void EmitScatter(Tensor node, Scatter op)
    {
        Tensor input = node.Inputs[0];
        View source = ViewOf(input);
        int[] order = Layout.Follow(input.Shape, [source]);
        View target = Allocate(node.Shape, order, op.Name);
        Steps.Add(new ZeroStep(target.Buffer));
        EmitCopy(
            source,
            target with
            {
                Place = op.Places(target.Place),
            },
            input.Shape,
            order,
            $"{op.Signature} {node.Shape}"
        );
        views[node] = target;
    }

    /// <summary>Ensures that a result can be read after the run.</summary>
    private void Keep(Tensor output)
    {
        View view = ViewOf(output);
        if (view.Buffer.IsFixed)
        {
            // The run may write a parameter, so its initial value is copied before all other steps.
            View copy = Allocate(output.Shape, Layout.RowMajor(output.Shape.Rank), "output");
            int[] order = Layout.RowMajor(output.Shape.Rank);
            var keep = new ElementwiseStep(
                BlockProgram.Copy(view, copy),
                output.Shape,
                order,
                merge: true,
                "keep",
                workers
            );
            Steps.Insert(0, keep);
            view = views[output] = copy;
        }

        view.Buffer.IsKept = true;
    }

    private static bool SameMemory(Buffer a, Buffer b) => a.IsFixed && b.IsFixed && a.Data(null) == b.Data(null);

    private static View Allocate(Shape shape, int[] order, string label)
    {
        int[] strides = Layout.SpacedStrides(shape, order, out int length, out int pitch);
        return new View(new Buffer(length, label) { Pitch = pitch }, new Strided(0, strides));
    }
}
