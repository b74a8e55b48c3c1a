namespace Likeness.Compute.Cpu;

/// <summary>
/// A reduction compiled for every instruction set. The order of operations depends on the extents and the instruction set alone.
/// Long sums are pairwise over blocks, so their error grows with the logarithm of the length.
/// </summary>
internal sealed unsafe class ReductionKernel
{
    private readonly ReductionFunctions _portable;
    private readonly ReductionFunctions _avx2;
    private readonly ReductionFunctions _avx512;
    private readonly Func<double, double, double> _reference;

    private ReductionKernel(
        ReductionFunctions portable,
        ReductionFunctions avx2,
        ReductionFunctions avx512,
        Func<double, double, double> reference,
        double identity,
        Type formula
    )
    {
        (_portable, _avx2, _avx512, _reference, Identity) = (portable, avx2, avx512, reference, identity);
        Formula = formula;
    }

    /// <summary>The binary operation as an <see cref="ITernaryFormula"/>, for compiled loops.</summary>
    public Type Formula { get; }

    /// <summary>The neutral element, which is the result for no elements.</summary>
    public double Identity { get; }

    /// <summary>Compiles a reduction.</summary>
    public static ReductionKernel Create<TReduction>()
        where TReduction : struct, IReduction =>
        new(
            ReductionFunctions.Create<Lane128, TReduction>(),
            ReductionFunctions.Create<Lane256, TReduction>(),
            ReductionFunctions.Create<Lane512, TReduction>(),
            static (a, b) => TReduction.Combine(new LaneDouble(a), new LaneDouble(b)).Value,
            TReduction.Identity<LaneDouble>().Value,
            typeof(OfReduction<TReduction>)
        );

    /// <summary>
    /// The loop over columns, (src, rowStride, rows, cols, dst, dstStride, accumulate): dst[r·dstStride] is the reduction of
    /// src[r·rowStride + c] over c, combined with the old value of dst if accumulate.
    /// </summary>
    public delegate* <float*, nint, int, int, float*, nint, bool, void> ReduceColumns(InstructionSet set) =>
        Functions(set).Columns;

    /// <summary>
    /// The loop over rows, (src, rowStride, rows, cols, dst, accumulate): dst[c] is the reduction of src[r·rowStride + c] over r,
    /// combined with the old value of dst if accumulate.
    /// </summary>
    public delegate* <float*, nint, int, int, float*, bool, void> ReduceRows(InstructionSet set) => Functions(set).Rows;

    /// <summary>
    /// The loop over a block, (src, srcStride, rows, cols, dst, dstStride): combines dst[r·dstStride + c] with src[r·srcStride +
    /// c].
    /// </summary>
    public delegate* <float*, nint, int, int, float*, nint, void> ReduceBlock(InstructionSet set) =>
        Functions(set).Block;

    /// <summary>The binary operation in double precision.</summary>
    public double Evaluate(double a, double b) => _reference(a, b);

    /// <summary>The loops for an instruction set that this processor supports.</summary>
    public ReductionFunctions Functions(InstructionSet set) =>
        set switch
        {
            InstructionSet.Avx512 => _avx512,
            InstructionSet.Avx2 => _avx2,
            _ => _portable,
        };
}

/// <summary>The three loops of a reduction for one instruction set.</summary>
internal readonly unsafe struct ReductionFunctions(
    delegate* <float*, nint, int, int, float*, nint, bool, void> columns,
    delegate* <float*, nint, int, int, float*, bool, void> rows,
    delegate* <float*, nint, int, int, float*, nint, void> block
)
{
    public readonly delegate* <float*, nint, int, int, float*, nint, bool, void> Columns = columns;
    public readonly delegate* <float*, nint, int, int, float*, bool, void> Rows = rows;
    public readonly delegate* <float*, nint, int, int, float*, nint, void> Block = block;

    public static ReductionFunctions Create<TLane, TReduction>()
        where TLane : struct, ILane<TLane>
        where TReduction : struct, IReduction =>
        new(
            &ColumnReduction<TLane, TReduction>.Run,
            &RowReduction<TLane, TReduction>.Run,
            &BlockReduction<TLane, TReduction>.Run
        );
}
