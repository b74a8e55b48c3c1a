using System.Runtime.CompilerServices;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>Attention. A work unit is a block of queries of one head, of one sample or of one vector of samples in the lanes.</summary>
internal sealed unsafe class AttentionStep : Step
{
    private readonly AttentionOperands operands;
    private readonly int samples;
    private readonly int queries;
    private readonly int blocks;
    private readonly AttentionKernel kernel;

    /// <summary>Plans the loops.</summary>
    /// <param name="node">The op's node.</param>
    /// <param name="inputs">Queries, keys and values.</param>
    /// <param name="result">The view that receives the result.</param>
    /// <param name="count">The number of sources.</param>
    /// <param name="isLanewise">
    /// Whether samples run along the lanes; otherwise keys have contiguous positions and values contiguous features.
    /// </param>
    /// <param name="isa">The instruction set.</param>
    /// <param name="workers">The number of workers that share the step.</param>
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
        AttentionDefinition definition = ((AttentionOp)node.Op).Definition;
        (int heads, int width) = (definition.Heads, node.Inputs[0].Shape[2]);
        (queries, int sources) = (node.Shape[1], node.Inputs[1].Shape[1]);
        kernel = AttentionKernel.Create(isa, isLanewise, queries, width / heads);
        operands = new AttentionOperands(definition, node, inputs, result, count);
        ScratchFloats = Buffer.Checked(kernel.ScratchFloats, node.Shape);
        samples = node.Shape[0];
        blocks = (queries + kernel.Rows - 1) / kernel.Rows;
        Units = heads * blocks * ((samples + kernel.Samples - 1) / kernel.Samples);
        // On average half of a cache is filled, and half of the sources of a causal sequence are visible.
        bool isHalf = count is not null || (definition.IsCausal && queries > 1);
        Flops = samples * width * 4L * queries * sources / (isHalf ? 2 : 1);
        // A single query is memory-bound. Whole rows are read faster than the lanes of one worker.
        if (isLanewise && (queries > 1 || Units % workers != 0))
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

    public override StepKind Kind => StepKind.MatMuls;

    public override int ScratchFloats { get; }

    public override long Flops { get; }

    /// <inheritdoc/>
    public override long Work => queries == 1 ? 2 * Flops : Flops;

    public override void Bind(float* arena, InstructionSet isa) => operands.Bind(arena);

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(int first, int end, float* scratch, in RunState state)
    {
        for (int unit = first; unit < end; unit++)
        {
            (int rest, int block) = Math.DivRem(unit, blocks);
            (int position, int head) = Math.DivRem(rest, operands.Definition.Heads);
            int sample = position * kernel.Samples;
            Mix(sample, samples - sample, head, block, scratch);
        }
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void RunLanes(int first, int end, float* scratch, in RunState state)
    {
        for (int head = 0; head < operands.Definition.Heads; head++)
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
        AttentionArguments arguments = operands.Create(sample, head);
        kernel.Run(in arguments, row, Math.Min(kernel.Rows, queries - row), lanes, scratch);
    }

    private void FindLanes(int workers)
    {
        if (Lanes.Divide(samples, workers) && operands.Result.IsColumns)
        {
            LaneExtent = samples;
            ByLanes.UnionWith(AttentionView.Columns(operands.All));
        }
    }
}
