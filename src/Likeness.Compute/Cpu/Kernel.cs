namespace Likeness.Compute.Cpu;

/// <summary>
/// An elementwise formula compiled for every instruction set. A function takes (dst, dstRowStride, args, rows, cols) and writes
/// dst[r·dstRowStride + c] = formula(args…) for a block. dst may be exactly one of the arguments, but may not otherwise overlap
/// them. Nothing outside the block is read or written, and the bits of an element do not depend on its position in the block.
/// </summary>
internal sealed unsafe class Kernel
{
    private readonly delegate* <float*, nint, Operand*, int, int, void> _portable;
    private readonly delegate* <float*, nint, Operand*, int, int, void> _avx2;
    private readonly delegate* <float*, nint, Operand*, int, int, void> _avx512;
    private readonly Func<double, double, double, double> _reference;

    private Kernel(
        Type formula,
        int arity,
        delegate* <float*, nint, Operand*, int, int, void> portable,
        delegate* <float*, nint, Operand*, int, int, void> avx2,
        delegate* <float*, nint, Operand*, int, int, void> avx512,
        Func<double, double, double, double> reference
    )
    {
        Formula = formula;
        Arity = arity;
        _portable = portable;
        _avx2 = avx2;
        _avx512 = avx512;
        _reference = reference;
    }

    /// <summary>The <see cref="ITernaryFormula"/>.</summary>
    public Type Formula { get; }

    /// <summary>The number of arguments, 1 to 3.</summary>
    public int Arity { get; }

    /// <summary>The kernel of a one-argument formula.</summary>
    public static Kernel Unary<TFormula>()
        where TFormula : struct, IUnaryFormula => Create<OfOne<TFormula>>(1);

    /// <summary>The kernel of a two-argument formula.</summary>
    public static Kernel Binary<TFormula>()
        where TFormula : struct, IBinaryFormula => Create<OfTwo<TFormula>>(2);

    /// <summary>The kernel of a three-argument formula.</summary>
    public static Kernel Ternary<TFormula>()
        where TFormula : struct, ITernaryFormula => Create<TFormula>(3);

    /// <summary>The compiled loop for an instruction set that this processor supports.</summary>
    public delegate* <float*, nint, Operand*, int, int, void> Function(InstructionSet set) =>
        set switch
        {
            InstructionSet.Avx512 => _avx512,
            InstructionSet.Avx2 => _avx2,
            _ => _portable,
        };

    /// <summary>The same formula in double precision; arguments beyond <see cref="Arity"/> are ignored.</summary>
    public double Evaluate(double a, double b = 0, double c = 0) => _reference(a, b, c);

    private static Kernel Create<TFormula>(int arity)
        where TFormula : struct, ITernaryFormula =>
        new(
            typeof(TFormula),
            arity,
            Loop<Lane128, TFormula>(arity),
            Loop<Lane256, TFormula>(arity),
            Loop<Lane512, TFormula>(arity),
            static (a, b, c) => TFormula.Apply(new LaneDouble(a), new LaneDouble(b), new LaneDouble(c)).Value
        );

    private static delegate* <float*, nint, Operand*, int, int, void> Loop<TLane, TFormula>(int arity)
        where TLane : struct, ILane<TLane>
        where TFormula : struct, ITernaryFormula =>
        arity switch
        {
            1 => &ElementwiseLoop<TLane, TFormula>.Unary,
            2 => &ElementwiseLoop<TLane, TFormula>.Binary,
            _ => &ElementwiseLoop<TLane, TFormula>.Ternary,
        };
}
