namespace Likeness.Compute.Cpu;

/// <summary>The attention kernel for an instruction set, a layout and a number of queries.</summary>
internal sealed unsafe class AttentionKernel
{
    private readonly delegate* <in AttentionArguments, int, int, int, float*, void> run;

    private AttentionKernel(delegate* <in AttentionArguments, int, int, int, float*, void> run) => this.run = run;

    /// <summary>The queries in a block.</summary>
    public required int Rows { get; init; }

    /// <summary>The samples processed at once.</summary>
    public required int Samples { get; init; }

    /// <summary>Floats of private memory.</summary>
    public required long ScratchFloats { get; init; }

    /// <summary>Selects the kernel.</summary>
    /// <param name="set">The instructions.</param>
    /// <param name="isLanewise">Whether samples run along the lanes.</param>
    /// <param name="queries">The number of queries.</param>
    /// <param name="features">Features of a head.</param>
    public static AttentionKernel Create(InstructionSet set, bool isLanewise, int queries, int features) =>
        set switch
        {
            InstructionSet.Avx512 => Create<Lane512>(isLanewise, queries, features),
            InstructionSet.Avx2 => Create<Lane256>(isLanewise, queries, features),
            _ => Create<Lane128>(isLanewise, queries, features),
        };

    /// <summary>Computes the weighted values for some queries from a first one, in some lanes.</summary>
    public void Run(in AttentionArguments arguments, int first, int rows, int lanes, float* scratch) =>
        run(in arguments, first, rows, lanes, scratch);

    private static AttentionKernel Create<TLane>(bool isLanewise, int queries, int features)
        where TLane : struct, ILane<TLane> =>
        (isLanewise, queries) switch
        {
            (true, 1) => new(&LanewiseDecoding<TLane>.Run)
            {
                Rows = 1,
                Samples = LanewiseDecoding<TLane>.Lanes,
                ScratchFloats = LanewiseDecoding<TLane>.ScratchFloats(features),
            },
            (true, _) => new(&LanewiseAttention<TLane>.Run)
            {
                Rows = LanewiseAttention<TLane>.Rows,
                Samples = TLane.Width,
                ScratchFloats = LanewiseAttention<TLane>.ScratchFloats(features),
            },
            _ => new(&RowAttention<TLane>.Run)
            {
                Rows = RowAttention<TLane>.Rows,
                Samples = 1,
                ScratchFloats = RowAttention<TLane>.ScratchFloats,
            },
        };
}
