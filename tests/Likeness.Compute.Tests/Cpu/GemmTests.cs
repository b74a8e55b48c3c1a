using FsCheck;
using FsCheck.Fluent;
using Likeness.Compute.Cpu;

namespace Likeness.Compute.Tests.Cpu;

/// <summary>The matrix product against the same chain of double sums, at any extents, strides and cuts.</summary>
public sealed unsafe class GemmTests
{
    public static TheoryData<InstructionSet> AllSets => Sets.Theory;

    [Theory]
    [MemberData(nameof(AllSets))]
    public void AgreesWithDoubleAtAnyShapeAndCut(InstructionSet set)
    {
        var cases =
            from m in Gen.Choose(0, 40)
            from n in Gen.Frequency((3, Gen.Choose(0, 100)), (1, Gen.Elements(16, 32, 64)))
            from k in Gen.Choose(0, 30)
            from transposed in Gen.Elements(false, true)
            from pad in Gen.Choose(0, 3)
            from cut in Gen.Choose(0, 100)
            from seed in Gen.Choose(1, 1000)
            select (m, n, k, transposed, pad, cut, seed);
        Prop.ForAll(Arb.From(cases), c => Agrees(set, c.m, c.n, c.k, c.transposed, c.pad, c.cut, (ulong)c.seed))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(11, 17));
    }

    private static void Agrees(
        InstructionSet set,
        int m,
        int n,
        int k,
        bool transposed,
        int pad,
        int cutPercent,
        ulong seed
    )
    {
        (int aRow, int aCol) = transposed ? (1, m + pad) : (k + pad, 1);
        (int bRow, int cRow) = (n + pad, n + pad + 1);
        PhiloxRandom random = new(seed, 0);
        using Guarded a = Random(random, Extent(m, aRow, k, aCol), pad);
        using Guarded b = Random(random, Extent(k, bRow, n, 1), pad);
        using Guarded whole = new(Extent(m, cRow, n, 1), pad);
        using Guarded parts = new(Extent(m, cRow, n, 1), pad);
        using Guarded scratch = new(Gemm.ScratchFloats(m, n, k));
        using Guarded counts = new(m * n);
        counts.Span.Clear();
        TailRecord record = new()
        {
            Counts = counts.Data,
            Result = whole.Data,
            N = n,
            ResultRow = cRow,
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
            Tail = &TailRecord.Note,
            TailContext = &record,
            Scratch = scratch.Data,
        };
        int tiles = Gemm.Tiles(m, n, set);
        int cut = tiles * cutPercent / 100;
        Gemm.Run(in arguments, 0, tiles, set);
        counts.Check();
        Assert.Equal(-1, counts.Span.IndexOfAnyExcept(1f));

        arguments.C = parts.Data;
        arguments.Tail = null;
        Gemm.Run(in arguments, cut, tiles, set);
        Gemm.Run(in arguments, 0, cut, set);
        for (int row = 0; row < m; row++)
        {
            for (int col = 0; col < n; col++)
            {
                double sum = 0;
                double scale = 1e-30;
                for (int i = 0; i < k; i++)
                {
                    double product = (double)a.Span[(row * aRow) + (i * aCol)] * b.Span[(i * bRow) + col];
                    sum += product;
                    scale += Math.Abs(product);
                }

                float value = whole.Span[(row * cRow) + col];
                Assert.True(Math.Abs(value - sum) <= 1e-6 * scale, $"C[{row},{col}] = {value}, not {sum}");
                Assert.Equal(
                    BitConverter.SingleToInt32Bits(value),
                    BitConverter.SingleToInt32Bits(parts.Span[(row * cRow) + col])
                );
            }
        }

        whole.Check(i => i % cRow < n);
        parts.Check(i => i % cRow < n);
        scratch.Check();
    }

    private static int Extent(int rows, int rowStride, int cols, int colStride) =>
        rows == 0 || cols == 0 ? 0 : ((rows - 1) * rowStride) + ((cols - 1) * colStride) + 1;

    private static Guarded Random(PhiloxRandom random, int length, int misalignment)
    {
        Guarded values = new(length, misalignment);
        foreach (ref float value in values.Span)
        {
            value = (float)random.NextNormal();
        }

        return values;
    }

    /// <summary>Counts how often each element was announced as finished, and whether it was then in place.</summary>
    private struct TailRecord
    {
        public float* Counts;
        public float* Result;
        public int N;
        public int ResultRow;

        public static void Note(void* context, int row, int rows, int col, int cols)
        {
            TailRecord* record = (TailRecord*)context;
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
