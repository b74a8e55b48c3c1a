using FsCheck;
using FsCheck.Fluent;
using Likeness.Compute.Cpu;
using Likeness.Testing;

namespace Likeness.Compute.Tests.Cpu;

/// <summary>Matmuls whose operands both have contiguous k, against double sums, for any extents, strides, taps and splits.</summary>
public sealed unsafe class DotProductTests
{
    public static TheoryData<InstructionSet> AllSets => Sets.Theory;

    [Theory]
    [MemberData(nameof(AllSets))]
    public void AgreesWithDoubleAtAnyShapeAndCut(InstructionSet set)
    {
        var cases =
            from m in Gen.Choose(0, 40)
            from n in Gen.Frequency((3, Gen.Choose(0, 17)), (1, Gen.Constant(1)))
            from k in Gen.Frequency((3, Gen.Choose(0, 70)), (1, Gen.Elements(16, 32, 64, 128, 200, 256)))
            from transposed in Gen.Elements(false, true)
            from pad in Gen.Choose(0, 3)
            from cut in Gen.Choose(0, 100)
            // Many taps are processed in parts.
            from taps in Gen.Frequency((3, Gen.Choose(-1, 3)), (1, Gen.Choose(100, 300)))
            from seed in Gen.Choose(1, 1000)
            select new Case(m, n, k, transposed, pad, cut, taps, (ulong)seed);
        Prop.ForAll(Arb.From(cases), c => Agrees(set, c))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(LongTest.IsEnabled ? 300 : 100).WithReplay(11, 17));
    }

    private static void Agrees(InstructionSet set, Case shape)
    {
        (int m, int n, int k, int pad) = (shape.M, shape.N, shape.K, shape.Pad);
        (int cRow, int cCol) = shape.Transposed ? (1, m + pad) : (n + pad, 1);
        PhiloxRandom random = new(shape.Seed, 0);
        var taps = new Tap[Math.Max(1, shape.Taps)];
        foreach (ref Tap tap in taps.AsSpan(0, Math.Max(0, shape.Taps)))
        {
            tap = new Tap { A = random.NextInt(20), B = random.NextInt(300) };
        }

        // Without a list of taps, the last k is the last float before the guard, which is NaN.
        using Guarded a = Guarded.Normal(random, m == 0 ? 0 : (m * (k + pad)) - pad + (shape.Taps > 0 ? 20 : 0), pad);
        using Guarded b = Guarded.Normal(random, n == 0 ? 0 : (n * (k + pad)) - pad + (shape.Taps > 0 ? 300 : 0), pad);
        int length = m == 0 || n == 0 ? 0 : ((m - 1) * cRow) + ((n - 1) * cCol) + 1;
        using Guarded whole = new(length, pad);
        using Guarded parts = new(length, pad);
        using Guarded counts = new(length);
        counts.Span.Clear();
        EpilogueRecord record = new()
        {
            Counts = counts.Data,
            Result = whole.Data,
            Row = cRow,
            Col = cCol,
        };
        DotProductArguments arguments = new()
        {
            A = a.Data,
            ARow = k + pad,
            B = b.Data,
            BCol = k + pad,
            C = whole.Data,
            CRow = cRow,
            CCol = cCol,
            M = m,
            N = n,
            K = k,
            TapCount = shape.Taps,
            IsFar = shape.Seed % 2 == 0,
            Outer = 7,
            Epilogue = &EpilogueRecord.Note,
            EpilogueContext = &record,
        };
        fixed (Tap* list = taps)
        {
            arguments.Taps = shape.Taps < 0 ? null : list;
            int units = DotProduct.Units(in arguments, set);
            int cut = units * shape.Cut / 100;
            DotProduct.Run(in arguments, 0, cut, set);
            DotProduct.Run(in arguments, cut, units, set);
            arguments.C = parts.Data;
            arguments.Epilogue = null;
            DotProduct.Run(in arguments, 0, units, set);
        }

        for (int i = 0; i < m * n; i++)
        {
            (int row, int col) = Math.DivRem(i, n);
            double sum = 0;
            double scale = 1e-30;
            foreach (Tap tap in shape.Taps == 0 ? [] : taps)
            {
                for (int j = 0; j < k; j++)
                {
                    double product =
                        (double)a.Data[tap.A + (row * (k + pad)) + j] * b.Data[tap.B + (col * (k + pad)) + j];
                    sum += product;
                    scale += Math.Abs(product);
                }
            }

            int position = (row * cRow) + (col * cCol);
            float value = whole.Span[position];
            Expect.True(Math.Abs(value - sum) <= 1e-6 * scale, $"C[{row},{col}] = {value}, not {sum}");
            Assert.Equal(BitConverter.SingleToInt32Bits(value), BitConverter.SingleToInt32Bits(parts.Span[position]));
            Assert.Equal(1, counts.Span[position]);
        }

        int inner = Math.Max(cRow, cCol);
        whole.Check(i => i % inner < (shape.Transposed ? m : n));
        parts.Check(i => i % inner < (shape.Transposed ? m : n));
        counts.Check();
    }

    /// <summary>Counts how often each element was reported as finished, and whether it was then stored.</summary>
    private struct EpilogueRecord
    {
        public float* Counts;
        public float* Result;
        public int Row;
        public int Col;

        public static void Note(void* context, int outer, int row, int rows, int col, int cols)
        {
            Assert.Equal(7, outer);
            EpilogueRecord* record = (EpilogueRecord*)context;
            for (int r = row; r < row + rows; r++)
            {
                for (int c = col; c < col + cols; c++)
                {
                    int position = (r * record->Row) + (c * record->Col);
                    record->Counts[position] += float.IsNaN(record->Result[position]) ? 100 : 1;
                }
            }
        }
    }

    private sealed record Case(int M, int N, int K, bool Transposed, int Pad, int Cut, int Taps, ulong Seed);
}
