using FsCheck;
using FsCheck.Fluent;
using Likeness.Compute.Cpu;
using Likeness.Testing;

namespace Likeness.Compute.Tests.Cpu;

/// <summary>Lanewise matmuls against the same chain of double sums, for any extents, strides, taps and splits.</summary>
public sealed unsafe class LanewiseMatMulTests
{
    public static TheoryData<InstructionSet> AllSets => Sets.Theory;

    [Theory]
    [MemberData(nameof(AllSets))]
    public void AgreesWithDoubleAtAnyShapeAndCut(InstructionSet set)
    {
        var cases =
            from m in Gen.Choose(0, 12)
            from n in Gen.Choose(0, 12)
            from k in Gen.Choose(0, 9)
            from lanes in Gen.Choose(0, 40)
            from transposed in Gen.Elements(false, true)
            from pad in Gen.Choose(0, 3)
            from cut in Gen.Choose(0, 100)
            from taps in Gen.Choose(-1, 3)
            from seed in Gen.Choose(1, 1000)
            select new Case(m, n, k, lanes, transposed, pad, cut, taps, (ulong)seed);
        Prop.ForAll(Arb.From(cases), c => Agrees(set, c))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(11, 17));
    }

    private static void Agrees(InstructionSet set, Case shape)
    {
        (int m, int n, int k, int lanes) = (shape.M, shape.N, shape.K, shape.Lanes);
        int pitch = lanes + shape.Pad;
        (int aRow, int aCol) = shape.Transposed ? (pitch, m * pitch) : (k * pitch, pitch);
        (int bRow, int bCol) = shape.Transposed ? (pitch, k * pitch) : (n * pitch, pitch);
        (int cRow, int cCol) = shape.Transposed ? (pitch, m * pitch) : (n * pitch, pitch);
        PhiloxRandom random = new(shape.Seed, 0);
        var taps = new Tap[Math.Max(1, shape.Taps)];
        foreach (ref Tap tap in taps.AsSpan(0, Math.Max(0, shape.Taps)))
        {
            tap = new Tap { A = random.NextInt(20), B = random.NextInt(300) };
        }

        using Guarded a = Guarded.Normal(random, (m * k * pitch) + 20, shape.Pad);
        using Guarded b = Guarded.Normal(random, (k * n * pitch) + 300, shape.Pad);
        using Guarded whole = new(m * n * pitch, shape.Pad);
        using Guarded parts = new(m * n * pitch, shape.Pad);
        LanewiseMatMulArguments arguments = new()
        {
            A = a.Data,
            ARow = aRow,
            ACol = aCol,
            B = b.Data,
            BRow = bRow,
            BCol = bCol,
            C = whole.Data,
            CRow = cRow,
            CCol = cCol,
            M = m,
            N = n,
            K = k,
            Lanes = lanes,
            TapCount = shape.Taps,
        };
        fixed (Tap* list = taps)
        {
            arguments.Taps = shape.Taps < 0 ? null : list;
            int units = LanewiseMatMul.Units(in arguments, set);
            int cut = units * shape.Cut / 100;
            LanewiseMatMul.Run(in arguments, 0, units, set);
            arguments.C = parts.Data;
            LanewiseMatMul.Run(in arguments, cut, units, set);
            LanewiseMatMul.Run(in arguments, 0, cut, set);
        }

        for (int i = 0; i < m * n * lanes; i++)
        {
            (int row, int col, int lane) = (i / lanes / n, i / lanes % n, i % lanes);
            double sum = 0;
            double scale = 1e-30;
            foreach (Tap tap in shape.Taps == 0 ? [] : taps)
            {
                for (int j = 0; j < k; j++)
                {
                    double product =
                        (double)a.Data[tap.A + (row * aRow) + (j * aCol) + lane]
                        * b.Data[tap.B + (j * bRow) + (col * bCol) + lane];
                    sum += product;
                    scale += Math.Abs(product);
                }
            }

            int position = (row * cRow) + (col * cCol) + lane;
            float value = whole.Span[position];
            Expect.True(Math.Abs(value - sum) <= 1e-6 * scale, $"C[{row},{col}] in lane {lane} = {value}, not {sum}");
            Assert.Equal(BitConverter.SingleToInt32Bits(value), BitConverter.SingleToInt32Bits(parts.Span[position]));
        }

        whole.Check(i => i % pitch < lanes);
        parts.Check(i => i % pitch < lanes);
    }

    private sealed record Case(int M, int N, int K, int Lanes, bool Transposed, int Pad, int Cut, int Taps, ulong Seed);
}
