using FsCheck;
using FsCheck.Fluent;
using Likeness.Compute.Cpu;
using Likeness.Testing;

namespace Likeness.Compute.Tests.Cpu;

/// <summary>Blocked matmuls give the same bits as unblocked ones, for any extents, strides, taps and splits.</summary>
public sealed unsafe class GemmBlockTests
{
    [SkippableTheory]
    [InlineData(InstructionSet.Portable, false)]
    [InlineData(InstructionSet.Portable, true)]
    [InlineData(InstructionSet.Avx2, false)]
    [InlineData(InstructionSet.Avx2, true)]
    [InlineData(InstructionSet.Avx512, false)]
    [InlineData(InstructionSet.Avx512, true)]
    public void TheBlocksGiveTheBitsOfTheTiles(InstructionSet set, bool isWide)
    {
        Skip.IfNot(Isa.IsSupported(set), $"this processor has no {set}");
        if (isWide)
        {
            LongTest.Require();
        }

        GemmBlocking blocking = isWide ? GemmBlocking.Wide : GemmBlocking.Narrow;
        Action<GemmBlocking> check = set switch
        {
            InstructionSet.Avx512 => GivesTheBitsOfTheTiles<Lane512>,
            InstructionSet.Avx2 => GivesTheBitsOfTheTiles<Lane256>,
            _ => GivesTheBitsOfTheTiles<Lane128>,
        };
        check(blocking);
    }

    [Fact]
    public void ALargeProductIsWalkedInBlocksAndNeedsScratch()
    {
        foreach (InstructionSet set in Enum.GetValues<InstructionSet>())
        {
            Assert.Equal(0, Gemm.ScratchFloats(512, 32, 64, set));
            Assert.True(Gemm.ScratchFloats(512, 512, 512, set) > 0);
            Assert.True(Gemm.Tiles(512, 512, 512, set) < 8 * Gemm.Tiles(512, 32, 512, set));
        }
    }

    private static void GivesTheBitsOfTheTiles<TLane>(GemmBlocking blocking)
        where TLane : struct, ILane<TLane>
    {
        var cases =
            from m in Gen.Choose(1, 300)
            from n in Gen.Frequency((3, Gen.Choose(1, 600)), (1, Gen.Choose(1000, 1200)))
            from k in Gen.Frequency((1, Gen.Choose(1, 100)), (2, Gen.Choose(400, 1200)))
            from layout in Gen.Choose(0, 2)
            from pad in Gen.Choose(0, 3)
            from cut in Gen.Choose(0, 100)
            from taps in Gen.Choose(-1, 5)
            from accumulate in Gen.Elements(false, true)
            from passesOn in Gen.Elements(false, true)
            select new Case(m, n, k, layout, pad, cut, taps, accumulate, passesOn);
        Prop.ForAll(Arb.From(cases), shape => Agrees<TLane>(shape, blocking))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(LongTest.IsEnabled ? 40 : 15).WithReplay(3, 5));
    }

    private static void Agrees<TLane>(Case shape, GemmBlocking blocking)
        where TLane : struct, ILane<TLane>
    {
        (int m, int n, int k, int pad) = (shape.M, shape.N, shape.K, shape.Pad);
        (int aRow, int aCol) = shape.Layout switch
        {
            0 => (k + pad, 1),
            1 => (1, m + pad),
            _ => (2 * (k + pad), 2),
        };
        (int bRow, int cRow) = (n + pad, n + pad + 1);
        PhiloxRandom random = new(1, 0);
        Tap[] taps =
        [
            new() { A = 3, B = 40 },
            new() { A = 0, B = 7 },
            new() { A = 1, B = 0 },
            new() { A = 2, B = 11 },
            new() { A = 3, B = 5 },
        ];
        using Guarded a = Guarded.Normal(random, (m * aRow) + (k * aCol) + 3, pad);
        using Guarded b = Guarded.Normal(random, (k * bRow) + 40, pad);
        using Guarded tiles = new(m * cRow, pad);
        using Guarded blocks = new(m * cRow, pad);
        using Guarded scratch = new(GemmBlockDriver<TLane>.ScratchFloats(n, blocking));
        using Guarded counts = new(m * n);
        counts.Span.Clear();
        if (shape.Accumulate)
        {
            tiles.Span.Fill(0.5f);
            blocks.Span.Fill(0.5f);
        }

        bool isLong = shape.Cut % 2 != 0;
        using Guarded block = new(isLong ? Gemm.LongBlockFloats : Gemm.BlockFloats);
        bool passesOn =
            shape.PassesOn
            && !shape.Accumulate
            && !GemmBlockDriver<TLane>.RestsInResult(k, Math.Abs(shape.Taps), blocking);
        EpilogueRecord record = new()
        {
            Counts = counts.Data,
            Max = isLong ? Gemm.LongBlockFloats : Gemm.BlockFloats,
            N = n,
            Block = passesOn ? block.Data : null,
            BlockRow = Math.Min(n, GemmBlockDriver<TLane>.PanelCols),
            Result = blocks.Data,
            ResultRow = cRow,
        };
        GemmArguments arguments = new()
        {
            A = a.Data,
            ARow = aRow,
            ACol = aCol,
            B = b.Data,
            BRow = bRow,
            C = tiles.Data,
            CRow = cRow,
            M = m,
            N = n,
            K = k,
            TapCount = shape.Taps,
            Accumulate = shape.Accumulate,
            EpilogueRows = isLong ? Gemm.LongEpilogueRows : Gemm.EpilogueRows,
            Scratch = scratch.Data,
        };
        fixed (Tap* list = taps)
        {
            arguments.Taps = shape.Taps < 0 ? null : list;
            GemmDriver<TLane>.Run(ref arguments, 0, GemmDriver<TLane>.Tiles(m, n));
            arguments.C = blocks.Data;
            arguments.Epilogue = &EpilogueRecord.Note;
            arguments.EpilogueContext = &record;
            if (passesOn)
            {
                arguments.Block = record.Block;
                arguments.CRow = record.BlockRow;
                arguments.C = null;
            }

            int units = GemmBlockDriver<TLane>.Units(m, n, blocking);
            int cut = units * shape.Cut / 100;
            GemmBlockDriver<TLane>.Run(in arguments, blocking, cut, units);
            GemmBlockDriver<TLane>.Run(in arguments, blocking, 0, cut);
        }

        for (int row = 0; row < m; row++)
        {
            Expect.True(
                tiles.Span.Slice(row * cRow, n).SequenceEqual(blocks.Span.Slice(row * cRow, n)),
                $"row {row} differs"
            );
        }

        Assert.Equal(-1, counts.Span.IndexOfAnyExcept(1f));
        counts.Check();
        scratch.Check();
        block.Check();
        blocks.Check(shape.Accumulate ? null : i => i % cRow < n);
    }

    private sealed record Case(
        int M,
        int N,
        int K,
        int Layout,
        int Pad,
        int Cut,
        int Taps,
        bool Accumulate,
        bool PassesOn
    );

    /// <summary>Counts how often each element was reported as finished, and checks the blocks passed to it.</summary>
    private struct EpilogueRecord
    {
        public float* Counts;
        public int Max;
        public int N;
        public float* Block;
        public int BlockRow;
        public float* Result;
        public int ResultRow;

        public static void Note(void* context, int outer, int row, int rows, int col, int cols)
        {
            EpilogueRecord* record = (EpilogueRecord*)context;
            Assert.InRange(rows * cols, 1, record->Max);
            for (int r = row; r < row + rows; r++)
            {
                for (int c = col; c < col + cols; c++)
                {
                    record->Counts[(r * record->N) + c]++;
                    if (record->Block != null)
                    {
                        record->Result[(r * record->ResultRow) + c] = record->Block[
                            ((r - row) * record->BlockRow) + c - col
                        ];
                    }
                }
            }
        }
    }
}
