using FsCheck;
using FsCheck.Fluent;
using Likeness.Compute.Cpu;
using Likeness.Testing;

namespace Likeness.Compute.Tests.Cpu;

/// <summary>The elementwise loop for every extent, stride, broadcast and alignment, in place, without access outside the block.</summary>
public sealed unsafe class ElementwiseTests
{
    private static readonly Kernel[] Kernels =
    [
        Kernel.Unary<Neg>(),
        Kernel.Unary<Exp>(),
        Kernel.Binary<Sub>(),
        Kernel.Binary<Greater>(),
        Kernel.Ternary<MultiplyAdd>(),
        Kernel.Ternary<Select>(),
    ];

    public static TheoryData<InstructionSet> AllSets => Sets.Theory;

    [Theory]
    [MemberData(nameof(AllSets))]
    public void AgreesWithDoubleAtAnyShape(InstructionSet set)
    {
        var operand =
            from broadcastRows in Gen.Elements(false, false, true)
            from broadcastCols in Gen.Elements(false, false, true)
            from pad in Gen.Elements(0, 0, 3)
            from misalignment in Gen.Choose(0, 15)
            select new Shape(broadcastRows, broadcastCols, pad, misalignment);
        var cases =
            from kernel in Gen.Choose(0, Kernels.Length - 1)
            from rows in Gen.Choose(0, 6)
            from cols in Gen.Frequency((4, Gen.Choose(0, 70)), (1, Gen.Choose(71, 257)), (1, Gen.Constant(1)))
            from operands in Gen.ArrayOf(operand, 3)
            from pad in Gen.Elements(0, 0, 5)
            from inPlace in Gen.Choose(-1, 2)
            select (kernel, rows, cols, operands, pad, inPlace);
        Prop.ForAll(Arb.From(cases), c => Agrees(set, Kernels[c.kernel], c.rows, c.cols, c.operands, c.pad, c.inPlace))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(600).WithReplay(3, 5));
    }

    private static void Agrees(
        InstructionSet set,
        Kernel kernel,
        int rows,
        int cols,
        Shape[] shapes,
        int pad,
        int inPlace
    )
    {
        Operand* operands = stackalloc Operand[3];
        Guarded[] sources = new Guarded[kernel.Arity];
        float[][] before = new float[kernel.Arity][];
        PhiloxRandom random = new((ulong)((rows * 1000) + cols), 1);
        for (int i = 0; i < kernel.Arity; i++)
        {
            Shape shape = shapes[i];
            nint rowStride = shape.BroadcastRows ? 0 : (shape.BroadcastCols ? 1 : cols) + shape.Pad;
            nint colStride = shape.BroadcastCols ? 0 : 1;
            int extent = rows * cols == 0 ? 0 : (int)(((rows - 1) * rowStride) + ((cols - 1) * colStride) + 1);
            sources[i] = new(extent, shape.Misalignment);
            foreach (ref float value in sources[i].Span)
            {
                value = random.NextInt(4) == 0 ? 0 : (float)random.NextNormal();
            }

            before[i] = sources[i].Span.ToArray();
            operands[i] = new()
            {
                Data = sources[i].Data,
                RowStride = rowStride,
                ColStride = colStride,
            };
        }

        bool aliases =
            inPlace >= 0
            && inPlace < kernel.Arity
            && operands[inPlace].ColStride == 1
            && !shapes[inPlace].BroadcastRows;
        nint dstRow = aliases ? operands[inPlace].RowStride : cols + pad;
        int dstExtent = rows * cols == 0 ? 0 : (int)(((rows - 1) * dstRow) + cols);
        using Guarded own = new(dstExtent, 7);
        Guarded result = aliases ? sources[inPlace] : own;
        kernel.Function(set)(result.Data, dstRow, operands, rows, cols);

        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < cols; c++)
            {
                double a = Value(0, r, c);
                double b = kernel.Arity > 1 ? Value(1, r, c) : 0;
                double expected = kernel.Evaluate(a, b, kernel.Arity > 2 ? Value(2, r, c) : 0);
                double actual = result.Span[(int)(r * dstRow) + c];
                double tolerance = 3e-7 * (Math.Abs(expected) + (kernel.Arity == 3 ? 1e-1 + Math.Abs(a * b) : 0));
                Expect.True(Math.Abs(actual - expected) <= tolerance, $"({r}, {c}): {actual}, not {expected}");
            }
        }

        own.Check(aliases ? _ => false : i => i % dstRow < cols);
        foreach (Guarded source in sources)
        {
            source.Check();
            source.Dispose();
        }

        double Value(int i, int r, int c)
        {
            Shape shape = shapes[i];
            int rowStride = shape.BroadcastRows ? 0 : (shape.BroadcastCols ? 1 : cols) + shape.Pad;
            return before[i][(r * rowStride) + (shape.BroadcastCols ? 0 : c)];
        }
    }

    private sealed record Shape(bool BroadcastRows, bool BroadcastCols, int Pad, int Misalignment);
}
