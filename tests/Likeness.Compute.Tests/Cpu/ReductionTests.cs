using FsCheck;
using FsCheck.Fluent;
using Likeness.Compute.Cpu;
using Likeness.Testing;

namespace Likeness.Compute.Tests.Cpu;

/// <summary>Sums and extremes along either axis against double, for any extent and stride.</summary>
public sealed unsafe class ReductionTests
{
    private static readonly ReductionKernel[] Kernels =
    [
        ReductionKernel.Create<Sum>(),
        ReductionKernel.Create<Max>(),
        ReductionKernel.Create<Min>(),
    ];

    public static TheoryData<InstructionSet> AllSets => Sets.Theory;

    [Theory]
    [MemberData(nameof(AllSets))]
    public void AgreesWithDoubleAlongEitherAxis(InstructionSet set)
    {
        var cases =
            from kernel in Gen.Choose(0, Kernels.Length - 1)
            from rows in Gen.Choose(0, 130)
            from cols in Gen.Choose(0, 257)
            from pad in Gen.Choose(0, 3)
            from accumulate in Gen.Elements(false, true)
            select (kernel, rows, cols, pad, accumulate);
        Prop.ForAll(Arb.From(cases), c => Agrees(set, Kernels[c.kernel], c.rows, c.cols, c.pad, c.accumulate))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(7, 9));
    }

    [Theory]
    [MemberData(nameof(AllSets))]
    public void LongSumsStayAccurate(InstructionSet set)
    {
        const int Length = 3_000_017;
        using AlignedBuffer values = new(Length);
        PhiloxRandom random = new(1, 0);
        double expected = 0;
        foreach (ref float value in values.Span)
        {
            value = (float)random.NextDouble();
            expected += value;
        }

        float alongColumns;
        float alongRows;
        Kernels[0].ReduceColumns(set)(values.Data, 0, 1, Length, &alongColumns, 1, false);
        Kernels[0].ReduceRows(set)(values.Data, 1, Length, 1, &alongRows, false);
        Assert.Equal(1, alongColumns / expected, 3e-7);
        Assert.Equal(1, alongRows / expected, 6e-7);
    }

    [Theory]
    [MemberData(nameof(AllSets))]
    public void AnyNaNMakesTheExtremeNaN(InstructionSet set)
    {
        float* values = stackalloc float[40];
        for (int at = 0; at < 40; at++)
        {
            new Span<float>(values, 40).Fill(1);
            values[at] = float.NaN;
            foreach (ReductionKernel kernel in Kernels)
            {
                float result = 0;
                kernel.ReduceColumns(set)(values, 40, 1, 40, &result, 1, false);
                Expect.True(float.IsNaN(result), $"columns, NaN at {at}");
                kernel.ReduceRows(set)(values, 1, 40, 1, &result, false);
                Expect.True(float.IsNaN(result), $"rows, NaN at {at}");
            }
        }
    }

    private static void Agrees(InstructionSet set, ReductionKernel kernel, int rows, int cols, int pad, bool accumulate)
    {
        int stride = cols + pad;
        using Guarded source = new(rows * cols == 0 ? 0 : ((rows - 1) * stride) + cols, pad);
        PhiloxRandom random = new((ulong)((rows * 1000) + cols), 2);
        foreach (ref float value in source.Span)
        {
            value = (float)random.NextNormal();
        }

        const float Before = 0.25f;
        using Guarded perRow = new(rows * 3, 5);
        using Guarded perCol = new(cols, 3);
        for (int r = 0; r < rows; r++)
        {
            perRow.Span[r * 3] = Before;
        }

        perCol.Span.Fill(Before);
        kernel.ReduceColumns(set)(source.Data, stride, rows, cols, perRow.Data, 3, accumulate);
        kernel.ReduceRows(set)(source.Data, stride, rows, cols, perCol.Data, accumulate);
        double start = accumulate ? Before : kernel.Identity;
        for (int r = 0; r < rows; r++)
        {
            double expected = start;
            for (int c = 0; c < cols; c++)
            {
                expected = kernel.Evaluate(expected, source.Span[(r * stride) + c]);
            }

            Near(expected, perRow.Span[r * 3]);
        }

        for (int c = 0; c < cols; c++)
        {
            double expected = start;
            for (int r = 0; r < rows; r++)
            {
                expected = kernel.Evaluate(expected, source.Span[(r * stride) + c]);
            }

            Near(expected, perCol.Span[c]);
        }

        using Guarded block = new(rows * stride, 7);
        block.Span.Fill(Before);
        kernel.ReduceBlock(set)(source.Data, stride, rows, cols, block.Data, stride);
        for (int i = 0; i < rows * stride; i++)
        {
            bool inside = i % stride < cols;
            Near(inside ? kernel.Evaluate(Before, source.Span[i]) : Before, block.Span[i]);
        }

        block.Check();
        perRow.Check(i => i % 3 == 0);
        perCol.Check();
        source.Check();
    }

    private static void Near(double expected, float actual) =>
        Expect.True(actual.Equals((float)expected) || Math.Abs(actual - expected) <= 1e-5, $"{actual}, not {expected}");
}
