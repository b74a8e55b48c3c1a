using FsCheck;
using FsCheck.Fluent;
using Likeness.Compute.Cpu;
using Likeness.Testing;

namespace Likeness.Compute.Tests.Cpu;

/// <summary>The matmul against the same chain of double sums, for any extents, strides and splits.</summary>
public sealed unsafe class GemmTests
{
    public static TheoryData<InstructionSet> AllSets => Sets.Theory;

    [Theory]
    [MemberData(nameof(AllSets))]
    public void AgreesWithDoubleAtAnyShapeAndCut(InstructionSet set)
    {
        var cases =
            from m in Gen.Frequency((4, Gen.Choose(0, 40)), (2, Gen.Choose(1, 4)), (1, Gen.Choose(130, 200)))
            from n in Gen.Frequency((3, Gen.Choose(0, 100)), (1, Gen.Elements(16, 32, 64)), (1, Gen.Choose(100, 270)))
            from k in Gen.Choose(0, 30)
            from transposed in Gen.Elements(false, true)
            from pad in Gen.Choose(0, 3)
            from cut in Gen.Choose(0, 100)
            from taps in Gen.Choose(-1, 5)
            from seed in Gen.Choose(1, 1000)
            select new Case(m, n, k, transposed, pad, cut, taps, (ulong)seed);
        Prop.ForAll(Arb.From(cases), c => Agrees(set, c))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(LongTest.IsEnabled ? 300 : 100).WithReplay(11, 17));
    }

    [Theory]
    [MemberData(nameof(AllSets))]
    public void NaNAndInfinityReachTheirOwnElementsOnly(InstructionSet set)
    {
        const int Size = 37;
        using Guarded a = new(Size * Size);
        using Guarded b = new(Size * Size);
        using Guarded c = new(Size * Size);
        a.Span.Fill(1);
        b.Span.Clear();
        a.Span[(3 * Size) + 5] = float.NaN;
        a.Span[(9 * Size) + 30] = float.PositiveInfinity;
        b.Span[(7 * Size) + 36] = float.NegativeInfinity;
        GemmArguments arguments = Square(a, b, c, Size);
        Gemm.Run(ref arguments, 0, Gemm.Tiles(arguments.M, arguments.N, arguments.K, set), set);
        for (int i = 0; i < c.Length; i++)
        {
            (int row, int col) = Math.DivRem(i, Size);
            // The infinity of A meets zeros: ∞ · 0 is NaN.
            float expected =
                row is 3 or 9 ? float.NaN
                : col == 36 ? float.NegativeInfinity
                : 0;
            Assert.Equal(expected, c.Span[i]);
        }
    }

    private static GemmArguments Square(Guarded a, Guarded b, Guarded c, int size) =>
        new()
        {
            A = a.Data,
            ARow = size,
            ACol = 1,
            B = b.Data,
            BRow = size,
            C = c.Data,
            CRow = size,
            M = size,
            N = size,
            K = size,
        };

    private static void Agrees(InstructionSet set, Case shape)
    {
        (int m, int n, int k, int pad) = (shape.M, shape.N, shape.K, shape.Pad);
        (int aRow, int aCol) = shape.Transposed ? (1, m + pad) : (k + pad, 1);
        (int bRow, int cRow) = (n + pad, n + pad + 1);
        PhiloxRandom random = new(shape.Seed, 0);
        var taps = new Tap[Math.Max(1, shape.Taps)];
        foreach (ref Tap tap in taps.AsSpan(0, Math.Max(0, shape.Taps)))
        {
            tap = new Tap { A = random.NextInt(20), B = random.NextInt(300) };
        }

        using Guarded a = Guarded.Normal(random, Extent(m, aRow, k, aCol) + 20, pad);
        using Guarded b = Guarded.Normal(random, Extent(k, bRow, n, 1) + 300, pad);
        using Guarded whole = new(Extent(m, cRow, n, 1), pad);
        using Guarded parts = new(Extent(m, cRow, n, 1), pad);
        using Guarded counts = new(m * n);
        counts.Span.Clear();
        EpilogueRecord record = new()
        {
            Counts = counts.Data,
            Result = whole.Data,
            N = n,
            ResultRow = cRow,
            Outer = shape.Pad,
        };
        GemmArguments arguments = new()
        {
            A = a.Data,
            ARow = aRow,
            ACol = aCol,
            B = b.Data,
            BRow = bRow,
            C = whole.Data,
            CRow = cRow,
            M = m,
            N = n,
            K = k,
            EpilogueRows = shape.Cut % 2 == 0 ? Gemm.EpilogueRows : Gemm.LongEpilogueRows,
            Epilogue = &EpilogueRecord.Note,
            EpilogueContext = &record,
            Outer = shape.Pad,
        };
        fixed (Tap* list = taps)
        {
            arguments.Taps = shape.Taps < 0 ? null : list;
            arguments.TapCount = shape.Taps;
            int tiles = Gemm.Tiles(arguments.M, arguments.N, arguments.K, set);
            int cut = tiles * shape.Cut / 100;
            Gemm.Run(ref arguments, 0, tiles, set);
            counts.Check();
            Assert.Equal(-1, counts.Span.IndexOfAnyExcept(1f));

            // Blocks passed to the epilogue have the same values.
            using Guarded block = new(shape.Cut % 2 == 0 ? Gemm.BlockFloats : Gemm.LongBlockFloats);
            arguments.C = null;
            arguments.Block = block.Data;
            arguments.CRow = Math.Min(n, Gemm.BlockCols(m, n, k, set));
            arguments.Epilogue = &EpilogueRecord.NoteBlock;
            record.Block = block.Data;
            record.BlockRow = arguments.CRow;
            Gemm.Run(ref arguments, 0, tiles, set);
            Assert.Equal(-1, counts.Span.IndexOfAnyExcept(2f));
            block.Check();
            Assert.True(
                arguments.C == null && arguments.TapCount == shape.Taps,
                "what the run changed is not restored"
            );
            Assert.True(arguments.Taps == (shape.Taps < 0 ? null : list), "the taps are not restored");
            arguments.Block = null;
            arguments.CRow = cRow;

            arguments.C = parts.Data;
            arguments.Epilogue = null;
            Gemm.Run(ref arguments, cut, tiles, set);
            Gemm.Run(ref arguments, 0, cut, set);
            if (shape.Taps > 1)
            {
                // A list of taps split in two gives the same chain of sums.
                arguments.TapCount = 1;
                Gemm.Run(ref arguments, 0, tiles, set);
                arguments.Accumulate = true;
                arguments.Taps = list + 1;
                arguments.TapCount = shape.Taps - 1;
                Gemm.Run(ref arguments, 0, tiles, set);
            }
        }

        for (int row = 0; row < m; row++)
        {
            for (int col = 0; col < n; col++)
            {
                double sum = 0;
                double scale = 1e-30;
                foreach (Tap tap in shape.Taps == 0 ? [] : taps)
                {
                    for (int i = 0; i < k; i++)
                    {
                        double product =
                            (double)a.Data[tap.A + (row * aRow) + (i * aCol)] * b.Data[tap.B + (i * bRow) + col];
                        sum += product;
                        scale += Math.Abs(product);
                    }
                }

                float value = whole.Span[(row * cRow) + col];
                Expect.True(Math.Abs(value - sum) <= 1e-6 * scale, $"C[{row},{col}] = {value}, not {sum}");
                Assert.Equal(
                    BitConverter.SingleToInt32Bits(value),
                    BitConverter.SingleToInt32Bits(parts.Span[(row * cRow) + col])
                );
            }
        }

        whole.Check(i => i % cRow < n);
        parts.Check(i => i % cRow < n);
    }

    private static int Extent(int rows, int rowStride, int cols, int colStride) =>
        rows == 0 || cols == 0 ? 0 : ((rows - 1) * rowStride) + ((cols - 1) * colStride) + 1;

    private sealed record Case(int M, int N, int K, bool Transposed, int Pad, int Cut, int Taps, ulong Seed);

    /// <summary>Counts how often each element was reported as finished, and whether it was then stored.</summary>
    private struct EpilogueRecord
    {
        public float* Counts;
        public float* Result;
        public int N;
        public int ResultRow;
        public int Outer;
        public float* Block;
        public nint BlockRow;

        /// <summary>As <see cref="Note"/>, for a block passed to the epilogue: it must equal the result.</summary>
        public static void NoteBlock(void* context, int outer, int row, int rows, int col, int cols)
        {
            EpilogueRecord* record = (EpilogueRecord*)context;
            for (int r = 0; r < rows; r++)
            {
                for (int c = 0; c < cols; c++)
                {
                    float expected = record->Result[((row + r) * record->ResultRow) + col + c];
                    bool same = expected.Equals(record->Block[(r * record->BlockRow) + c]);
                    record->Counts[((row + r) * record->N) + col + c] += same ? 1 : 100;
                }
            }
        }

        public static void Note(void* context, int outer, int row, int rows, int col, int cols)
        {
            EpilogueRecord* record = (EpilogueRecord*)context;
            Assert.Equal(record->Outer, outer);
            for (int r = row; r < row + rows; r++)
            {
                for (int c = col; c < col + cols; c++)
                {
                    bool written = !float.IsNaN(record->Result[(r * record->ResultRow) + c]);
                    record->Counts[(r * record->N) + c] += written ? 1 : 100;
                }
            }
        }
    }
}
