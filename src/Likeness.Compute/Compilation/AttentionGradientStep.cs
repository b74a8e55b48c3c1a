using System.Runtime.CompilerServices;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>The gradient of attention. A work unit is one head of one sample, or of one vector of samples in the lanes.</summary>
internal sealed unsafe class AttentionGradientStep : Step
{
    private readonly AttentionOperands operands;
    private readonly AttentionView keyRows;
    private readonly AttentionView mixedGradient;
    private readonly AttentionView sumsGradient;
    private readonly AttentionView queryGradient;
    private readonly AttentionView keyGradient;
    private readonly AttentionView valueGradient;
    private readonly int samples;
    private readonly int samplesAtOnce;
    private readonly delegate* <in AttentionGradientArguments, int, float*, void> kernel;

    /// <summary>Plans the loops.</summary>
    /// <param name="node">The op's node.</param>
    /// <param name="inputs">
    /// The op's inputs. Without samples in the lanes, keys and values have contiguous positions and the others contiguous features.
    /// </param>
    /// <param name="keyRows">The keys with contiguous features.</param>
    /// <param name="result">The view that receives the result.</param>
    /// <param name="count">The number of sources.</param>
    /// <param name="isLanewise">Whether samples run along the lanes.</param>
    /// <param name="isa">The instruction set.</param>
    /// <param name="workers">The number of workers that share the step.</param>
    public AttentionGradientStep(
        Tensor node,
        View[] inputs,
        View keyRows,
        View result,
        View? count,
        bool isLanewise,
        InstructionSet isa,
        int workers
    )
        : base($"{node.Op.Signature} {node.Inputs[0].Shape} of {node.Inputs[1].Shape}")
    {
        AttentionDefinition definition = ((AttentionGradientOp)node.Op).Definition;
        operands = new AttentionOperands(definition, node, inputs, inputs[3], count);
        (int heads, int queries, int sources) = (definition.Heads, node.Inputs[0].Shape[1], node.Inputs[1].Shape[1]);
        int width = node.Shape[2];
        this.keyRows = new AttentionView(keyRows, node.Inputs[1].Shape, heads);
        var gradient = new AttentionView(inputs[4], node.Inputs[4].Shape, heads);
        (mixedGradient, sumsGradient) = (gradient.Part(2, 0, width), gradient.Part(2, width, heads));
        var whole = new AttentionView(result, node.Shape, heads);
        queryGradient = whole.Part(1, 0, queries);
        keyGradient = whole.Part(1, queries, sources);
        valueGradient = whole.Part(1, queries + sources, sources);
        samples = node.Shape[0];
        (samplesAtOnce, long scratch) = isLanewise
            ? isa switch
            {
                InstructionSet.Avx512 => Lanewise<Lane512>(width / heads, queries),
                InstructionSet.Avx2 => Lanewise<Lane256>(width / heads, queries),
                _ => Lanewise<Lane128>(width / heads, queries),
            }
            : (1, RowAttentionGradient<Lane512>.ScratchFloats(queries));
        ScratchFloats = Buffer.Checked(scratch, node.Shape);
        kernel = isa switch
        {
            InstructionSet.Avx512 => Kernel<Lane512>(isLanewise),
            InstructionSet.Avx2 => Kernel<Lane256>(isLanewise),
            _ => Kernel<Lane128>(isLanewise),
        };
        Units = heads * ((samples + samplesAtOnce - 1) / samplesAtOnce);
        long pairs = (long)queries * sources;
        Flops = samples * width * 10L * (definition.IsCausal && queries > 1 ? pairs / 2 : pairs);
        AttentionView[] read = [.. operands.All, this.keyRows, gradient];
        if (isLanewise && Lanes.Divide(samples, workers) && whole.IsColumns)
        {
            LaneExtent = samples;
            ByLanes.UnionWith(AttentionView.Columns([.. read, whole]));
        }

        Array.ForEach(read, view => Read(view.View.Buffer));
        if (count is { } number)
        {
            Read(number.Buffer, 1);
        }

        Write(result.Buffer);
    }

    public override StepKind Kind => StepKind.MatMuls;

    public override int ScratchFloats { get; }

    public override long Flops { get; }

    public override void Bind(float* arena, InstructionSet isa)
    {
        operands.Bind(arena);
        AttentionView[] others = [keyRows, mixedGradient, sumsGradient, queryGradient, keyGradient, valueGradient];
        Array.ForEach(others, view => view.Bind(arena));
    }

    public override void Run(int first, int end, float* scratch, in RunState state)
    {
        for (int unit = first; unit < end; unit++)
        {
            (int position, int head) = Math.DivRem(unit, operands.Definition.Heads);
            int sample = position * samplesAtOnce;
            Flow(sample, samples - sample, head, scratch);
        }
    }

    /// <inheritdoc/>
    public override void RunLanes(int first, int end, float* scratch, in RunState state)
    {
        for (int head = 0; head < operands.Definition.Heads; head++)
        {
            for (int lane = first; lane < end; lane += samplesAtOnce)
            {
                Flow(lane, end - lane, head, scratch);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Flow(int sample, int lanes, int head, float* scratch)
    {
        AttentionGradientArguments arguments = new()
        {
            Forward = operands.Create(sample, head),
            KeyRows = keyRows.Rows(sample, head),
            MixedGradient = mixedGradient.Rows(sample, head),
            SumsGradient = sumsGradient.Rows(sample, head),
            QueryGradient = queryGradient.Rows(sample, head),
            KeyGradient = keyGradient.Rows(sample, head),
            ValueGradient = valueGradient.Rows(sample, head),
            Capacity = keyGradient.Shape[1],
        };
        kernel(in arguments, lanes, scratch);
    }

    private static (int Samples, long Scratch) Lanewise<TLane>(int features, int queries)
        where TLane : struct, ILane<TLane> =>
        (TLane.Width, LanewiseAttentionGradient<TLane>.ScratchFloats(features, queries));

    private static delegate* <in AttentionGradientArguments, int, float*, void> Kernel<TLane>(bool isLanewise)
        where TLane : struct, ILane<TLane> =>
        isLanewise ? &LanewiseAttentionGradient<TLane>.Run : &RowAttentionGradient<TLane>.Run;
}
