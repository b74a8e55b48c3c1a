using System.Runtime.CompilerServices;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>
/// Attention: a unit is a block of queries of one head, of one sample or of a vector of samples in the lanes.
/// </summary>
internal sealed unsafe class AttentionStep : Step
{
    private readonly AttentionView queries;
    private readonly AttentionView keys;
    private readonly AttentionView values;
    private readonly AttentionView mixed;
    private readonly AttentionView sums;
    private readonly AttentionCount count;
    private readonly AttentionDefinition definition;
    private readonly int samples;
    private readonly int blocks;
    private readonly AttentionKernel kernel;

    /// <summary>Plans the loops.</summary>
    /// <param name="node">The op's node.</param>
    /// <param name="inputs">Queries, keys and values.</param>
    /// <param name="result">Where the result goes.</param>
    /// <param name="count">How many sources are there.</param>
    /// <param name="isLanewise">Whether samples lie in the lanes; else positions of the keys and features of the values are neighbours.</param>
    /// <param name="isa">The instructions that the work is cut for.</param>
    /// <param name="workers">How many workers share the step.</param>
    public AttentionStep(
        Tensor node,
        View[] inputs,
        View result,
        View? count,
        bool isLanewise,
        InstructionSet isa,
        int workers
    )
        : base($"{node.Op.Signature} {node.Inputs[0].Shape} of {node.Inputs[1].Shape}")
    {
        definition = ((AttentionOp)node.Op).Definition;
        (int heads, int width) = (definition.Heads, node.Inputs[0].Shape[2]);
        kernel = AttentionKernel.Of(isa, isLanewise, node.Shape[1], width / heads);
        queries = new AttentionView(inputs[0], node.Inputs[0].Shape, heads);
        keys = new AttentionView(inputs[1], node.Inputs[1].Shape, heads);
        values = new AttentionView(inputs[2], node.Inputs[2].Shape, heads);
        var whole = new AttentionView(result, node.Shape, heads);
        (mixed, sums) = (whole.Part(2, 0, width), whole.Part(2, width, heads));
        this.count = new AttentionCount(count, keys.Shape[1]);
        samples = queries.Shape[0];
        blocks = (queries.Shape[1] + kernel.Rows - 1) / kernel.Rows;
        Units = heads * blocks * ((samples + kernel.Samples - 1) / kernel.Samples);
        long pairs = (long)queries.Shape[1] * keys.Shape[1];
        Flops = samples * width * 4L * (definition.IsCausal && queries.Shape[1] > 1 ? pairs / 2 : pairs);
        // One query is bound by memory, which is read faster in whole rows than by the lanes of one worker.
        if (isLanewise && (queries.Shape[1] > 1 || Units % workers != 0))
        {
            FindLanes(workers);
        }

        Array.ForEach(inputs, view => Read(view.Buffer));
        if (count is { } number)
        {
            Read(number.Buffer, 1);
        }

        Write(result.Buffer);
    }

    public override StepKind Kind => StepKind.Products;

    public override int ScratchFloats => kernel.ScratchFloats;

    public override long Flops { get; }

    public override void Bind(float* arena, InstructionSet isa)
    {
        foreach (AttentionView view in (AttentionView[])[queries, keys, values, mixed, sums])
        {
            view.Bind(arena);
        }

        count.Bind(arena);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(int first, int end, float* scratch, in RunState state)
    {
        for (int unit = first; unit < end; unit++)
        {
            (int rest, int block) = Math.DivRem(unit, blocks);
            (int place, int head) = Math.DivRem(rest, definition.Heads);
            int sample = place * kernel.Samples;
            Mix(sample, samples - sample, head, block, scratch);
        }
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void RunLanes(int first, int end, float* scratch, in RunState state)
    {
        for (int head = 0; head < definition.Heads; head++)
        {
            for (int block = 0; block < blocks; block++)
            {
                for (int lane = first; lane < end; lane += kernel.Samples)
                {
                    Mix(lane, end - lane, head, block, scratch);
                }
            }
        }
    }

    private void Mix(int sample, int lanes, int head, int block, float* scratch)
    {
        int row = block * kernel.Rows;
        AttentionArguments arguments = new()
        {
            Queries = queries.Rows(sample, head),
            Keys = keys.Rows(sample, head),
            Values = values.Rows(sample, head),
            Mixed = mixed.Rows(sample, head),
            Sums = sums.Rows(sample, head),
            QueryCount = queries.Shape[1],
            SourceCount = count.Value,
            Features = queries.Shape[2] / definition.Heads,
            Scale = definition.Scale(queries.Shape[2]),
            IsCausal = definition.IsCausal,
        };
        kernel.Run(in arguments, row, Math.Min(kernel.Rows, queries.Shape[1] - row), lanes, scratch);
    }

    private void FindLanes(int workers)
    {
        if (!Lanes.Divide(samples, workers) || !Lanes.AreColumns(mixed.View, mixed.Shape, 0))
        {
            return;
        }

        LaneExtent = samples;
        ByLanes.Add(mixed.View.Buffer);
        AttentionView[] read = [queries, keys, values];
        foreach (IGrouping<Buffer, AttentionView> group in read.GroupBy(view => view.View.Buffer))
        {
            if (group.All(view => Lanes.AreColumns(view.View, view.Shape, 0)))
            {
                ByLanes.Add(group.Key);
            }
        }
    }
}
