using FsCheck;
using FsCheck.Fluent;
using Likeness.Compute.Cpu;

namespace Likeness.Compute.Tests.Cpu;

/// <summary>
/// A compiled loop gives the bits of its formulas run one after another, for every extent and alignment, and writes nothing
/// outside.
/// </summary>
public sealed unsafe class LoopCompilerTests
{
    private const int Inputs = 3;
    private const int Results = 2;
    private const int Places = Inputs + Results + 2;

    private static readonly Kernel[] Kernels =
    [
        Kernel.Unary<Exp>(),
        Kernel.Binary<Sub>(),
        Kernel.Ternary<MultiplyAdd>(),
        Kernel.Ternary<Interpolate>(),
        Kernel.Ternary<DivideByRoot>(),
    ];

    public static TheoryData<InstructionSet> AllSets => Sets.Theory;

    [Theory]
    [MemberData(nameof(AllSets))]
    public void GivesTheBitsOfItsFormulas(InstructionSet set)
    {
        var cases =
            from seed in Gen.Choose(0, 7)
            from rows in Gen.Choose(0, 5)
            from cols in Gen.Choose(0, 70)
            from pad in Gen.Elements(0, 5)
            from misalignment in Gen.Choose(0, 15)
            from inPlace in Gen.Elements(true, false)
            from isConstant in Gen.Elements(true, false)
            select (seed, rows, cols, pad, misalignment, inPlace, isConstant);
        Prop.ForAll(
                Arb.From(cases),
                c => Agrees(set, c.seed, c.rows, c.cols, c.pad, c.misalignment, c.inPlace, c.isConstant)
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(400).WithReplay(5, 7));
    }

    private static void Agrees(
        InstructionSet set,
        int seed,
        int rows,
        int cols,
        int pad,
        int misalignment,
        bool inPlace,
        bool isConstant
    )
    {
        // Entries: a broadcast input, two inputs, two results, two registers. The seed selects the formulas.
        var shape = new RandomValues((ulong)seed);
        var calls = new List<(Kernel Kernel, LoopCall Call)>();
        for (int i = 0; i < 5; i++)
        {
            int target = i switch
            {
                1 => Inputs,
                4 => Inputs + 1,
                _ => Inputs + Results + (i % 2),
            };
            int[] known = [0, 1, 2, .. calls.Select(made => made.Call.Target)];
            int Any() => known[shape.Below(known.Length)];
            Kernel kernel = Kernels[shape.Below(Kernels.Length)];
            calls.Add((kernel, new LoopCall(kernel.Formula, target, Any(), Any(), Any())));
        }

        LoopPlace[] positions =
        [
            .. Enumerable
                .Range(0, Places)
                .Select(i => new LoopPlace(
                    inPlace && i == Inputs + 1 ? 2 : i,
                    i < Inputs,
                    i is Inputs or Inputs + 1,
                    IsRepeated: i == 0,
                    IsConstant: i == 0 && isConstant
                )),
        ];
        CompiledLoop loop = LoopCompiler.Compile(
            set,
            [.. calls.Select(made => made.Call)],
            positions,
            cols % LoopCompiler.Width(set) != 0
        )!;

        int stride = cols + pad;
        int extent = rows * cols == 0 ? 0 : ((rows - 1) * stride) + cols;
        var random = new PhiloxRandom((ulong)((seed * 1000) + cols), 0);
        Guarded[] memory = [.. Enumerable.Range(0, Places).Select(_ => new Guarded(extent, misalignment))];
        float[][] expected = new float[Places][];
        for (int i = 0; i < Places; i++)
        {
            expected[i] = new float[extent + 1];
            for (int k = 0; i < Inputs && k < extent; k++)
            {
                memory[i].Span[k] = expected[i][k] = (float)random.NextNormal();
            }
        }

        Operand* table = stackalloc Operand[Places];
        for (int i = 0; i < Places; i++)
        {
            // The last result uses the memory of an input that is loaded before anything is stored.
            float* data = memory[inPlace && i == Inputs + 1 ? 2 : i].Data;
            table[i] = new Operand
            {
                Data = data,
                RowStride = i == 0 && isConstant ? 0 : stride,
                ColStride = i == 0 ? 0 : 1,
            };
        }

        Operand* arguments = stackalloc Operand[3];
        foreach ((Kernel kernel, LoopCall call) in calls)
        {
            fixed (
                float* a = expected[call.A],
                    b = expected[call.B],
                    c = expected[call.C],
                    to = expected[call.Target]
            )
            {
                arguments[0] = table[call.A] with { Data = a };
                arguments[1] = table[call.B] with { Data = b };
                arguments[2] = table[call.C] with { Data = c };
                kernel.Function(set)(to, stride, arguments, rows, cols);
            }
        }

        loop(table, rows, cols, 1);
        for (int i = Inputs; i < Inputs + Results; i++)
        {
            for (int row = 0; row < rows && cols > 0; row++)
            {
                Assert.Equal(
                    expected[i].AsSpan(row * stride, cols).ToArray().Select(BitConverter.SingleToInt32Bits),
                    new Span<float>(table[i].Data + (row * stride), cols)
                        .ToArray()
                        .Select(BitConverter.SingleToInt32Bits)
                );
            }
        }

        for (int i = 0; i < Places; i++)
        {
            bool isWritten = i == Inputs || (i == Inputs + 1 && !inPlace);
            bool isInput = i < Inputs;
            memory[i].Check(isInput ? null : k => isWritten && k % stride < cols);
            memory[i].Dispose();
        }
    }

    /// <summary>
    /// Turns processed at once give the bits of separate turns: entries that do not move are carried from one to the next.
    /// </summary>
    [Theory]
    [MemberData(nameof(AllSets))]
    public void TurnsAtOnceAreTurnsInARow(InstructionSet set)
    {
        var cases =
            from rows in Gen.Choose(0, 4)
            from cols in Gen.Choose(0, 200)
            from turns in Gen.Choose(1, 9)
            from gap in Gen.Elements(0, 3)
            select (rows, cols, turns, gap);
        Prop.ForAll(Arb.From(cases), c => TurnsAgree(set, c.rows, c.cols, c.turns, c.gap))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(5, 7));
    }

    // Each turn stores the difference of an input and a broadcast number, and adds it to sums that do not move.
    private static void TurnsAgree(InstructionSet set, int rows, int cols, int turns, int gap)
    {
        LoopCall[] calls =
        [
            new(Kernel.Binary<Sub>().Formula, 2, 0, 1, 1),
            new(Kernel.Ternary<MultiplyAdd>().Formula, 3, 2, 2, 3),
        ];
        LoopPlace[] positions =
        [
            new(0, IsLoaded: true, IsStored: false, Moves: true),
            new(1, IsLoaded: true, IsStored: false, IsRepeated: true),
            new(2, IsLoaded: false, IsStored: true, Moves: true),
            new(3, IsLoaded: true, IsStored: true),
        ];
        CompiledLoop loop = LoopCompiler.Compile(set, calls, positions, cols % LoopCompiler.Width(set) != 0)!;
        int block = (rows * cols) + gap;
        var random = new PhiloxRandom((ulong)((rows * 1000) + cols), 0);
        int[] lengths = [turns * block, rows, turns * block, rows * cols];
        Guarded[][] sides =
        [
            .. Enumerable.Range(0, 2).Select(_ => Array.ConvertAll(lengths, length => new Guarded(length, 3))),
        ];
        for (int i = 0; i < positions.Length; i++)
        {
            for (int k = 0; positions[i].IsLoaded && k < lengths[i]; k++)
            {
                sides[0][i].Span[k] = sides[1][i].Span[k] = (float)random.NextNormal();
            }
        }

        Operand* table = stackalloc Operand[positions.Length];
        void Point(int side, int turn)
        {
            for (int i = 0; i < positions.Length; i++)
            {
                int step = positions[i].Moves ? block : 0;
                table[i] = new Operand
                {
                    Data = sides[side][i].Data + (turn * step),
                    RowStride = i == 1 ? 1 : cols,
                    ColStride = i == 1 ? 0 : 1,
                    TurnStride = step,
                };
            }
        }

        Point(side: 0, turn: 0);
        loop(table, rows, cols, turns);
        for (int turn = 0; turn < turns; turn++)
        {
            Point(side: 1, turn);
            loop(table, rows, cols, 1);
        }

        for (int i = 0; i < positions.Length; i++)
        {
            int position = i;
            Assert.Equal(Bits(sides[1][i].Span), Bits(sides[0][i].Span));
            sides[0][i].Check(positions[i].IsLoaded ? null : k => k % block < rows * cols);
            Array.ForEach(sides, side => side[position].Dispose());
        }
    }

    private static IEnumerable<int> Bits(Span<float> values) => values.ToArray().Select(BitConverter.SingleToInt32Bits);
}
