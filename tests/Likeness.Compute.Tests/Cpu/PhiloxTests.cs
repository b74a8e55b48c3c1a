using FsCheck;
using FsCheck.Fluent;
using Likeness.Compute.Cpu;

namespace Likeness.Compute.Tests.Cpu;

public sealed unsafe class PhiloxTests
{
    public static TheoryData<InstructionSet> AllSets => Sets.Theory;

    /// <summary>The authors' known answers for philox4x32, 10 rounds (Random123, kat_vectors).</summary>
    [Theory]
    [InlineData(new uint[] { 0, 0, 0, 0 }, 0UL, new uint[] { 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 })]
    [InlineData(
        new uint[] { 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff },
        0xffffffffffffffffUL,
        new uint[] { 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd }
    )]
    [InlineData(
        new uint[] { 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344 },
        0x299f31d0a4093822UL,
        new uint[] { 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1 }
    )]
    public void TheCipherGivesThePublishedAnswers(uint[] counter, ulong key, uint[] expected)
    {
        fixed (uint* words = counter)
        {
            Philox.Encipher(words, key);
        }

        Assert.Equal(expected, counter);
    }

    [Theory]
    [MemberData(nameof(AllSets))]
    public void AUniformNumberIsAFunctionOfItsIndexAlone(InstructionSet set)
    {
        var cases =
            from first in Gen.OneOf(
                Gen.Choose(0, 300).Select(i => (ulong)i),
                Gen.Choose(0, 300).Select(i => (1UL << 38) - 150 + (ulong)i)
            )
            from count in Gen.Choose(0, 257)
            from step in Gen.Elements(0UL, 7UL, (1UL << 40) + 3)
            select (first, count, step);
        Prop.ForAll(
                Arb.From(cases),
                c =>
                {
                    using Guarded values = new(c.count, 3);
                    Philox.Uniform(values.Data, 42, 5, c.step, c.first, c.count, set);
                    for (int j = 0; j < c.count; j++)
                    {
                        Assert.Equal(ByDefinition(42, 5, c.step, c.first + (ulong)j), values.Span[j]);
                    }

                    values.Check();
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(100).WithReplay(7, 9));
    }

    [Fact]
    public void SeedsStreamsAndStepsDiffer()
    {
        float[] first =
        [
            ByDefinition(1, 2, 3, 0),
            ByDefinition(2, 2, 3, 0),
            ByDefinition(1, 3, 3, 0),
            ByDefinition(1, 2, 4, 0),
            ByDefinition(1UL << 32, 2, 3, 0),
        ];
        Assert.Equal(first.Length, first.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(AllSets))]
    public void NormalNumbersFollowTheFormulaAndTheirMoments(InstructionSet set)
    {
        const int Count = 1 << 17;
        using Guarded values = new(Count + 5);
        Philox.Normal(values.Data, 3, 1, 4, 11, Count + 5, set);
        values.Check();
        double worst = 0;
        for (int j = 0; j < 4096; j++)
        {
            (double radius, double expected) = NormalByDefinition(3, 1, 4, 11 + (ulong)j);
            double allowed = (4e-7 * Math.Max(1, Math.Abs(expected))) + (6e-8 / radius);
            worst = Math.Max(worst, Math.Abs(values.Span[j] - expected) / allowed);
        }

        Assert.InRange(worst, 0, 1);
        double[] moments = new double[5];
        foreach (float value in values.Span)
        {
            for (int power = 1; power <= 4; power++)
            {
                moments[power] += Math.Pow(value, power) / values.Length;
            }
        }

        // Five standard errors: 1, √2, √15 and √96 over √n.
        double unit = 5 / Math.Sqrt(Count);
        Assert.InRange(moments[1], -unit, unit);
        Assert.InRange(moments[2], 1 - (1.42 * unit), 1 + (1.42 * unit));
        Assert.InRange(moments[3], -3.9 * unit, 3.9 * unit);
        Assert.InRange(moments[4], 3 - (9.8 * unit), 3 + (9.8 * unit));
    }

    [Fact]
    public void UniformNumbersFillTheirRangeEvenly()
    {
        const int Count = 1 << 18;
        using AlignedBuffer values = new(Count);
        Philox.Uniform(values.Data, 9, 0, 0, 0, Count, Isa.Best);
        int[] bins = new int[256];
        foreach (float value in values.Span)
        {
            Assert.InRange(value, 0, 1 - (1f / (1 << 24)));
            bins[(int)(value * 256)]++;
        }

        // χ² with 255 degrees of freedom: mean 255, standard deviation 22.6.
        double chi = bins.Sum(n => Math.Pow(n - (Count / 256.0), 2) / (Count / 256.0));
        Assert.InRange(chi, 255 - (5 * 22.6), 255 + (5 * 22.6));
    }

    private static uint Word(ulong seed, ulong stream, ulong step, ulong index)
    {
        ulong block = (index / 64 * 16) + (index % 16);
        uint* counter = stackalloc uint[] { (uint)block, (uint)(block >> 32), (uint)step, (uint)(step >> 32) };
        Philox.Encipher(counter, Philox.Key(seed, stream));
        return counter[index / 16 % 4];
    }

    private static float ByDefinition(ulong seed, ulong stream, ulong step, ulong index) =>
        (Word(seed, stream, step, index) >> 8) / (float)(1 << 24);

    private static (double Radius, double Value) NormalByDefinition(ulong seed, ulong stream, ulong step, ulong index)
    {
        bool sine = index / 16 % 2 == 1;
        ulong first = sine ? index - 16 : index;
        double u = (Word(seed, stream, step, first) + 0.5) / (1L << 32);
        double angle = 2 * Math.PI * (Word(seed, stream, step, first + 16) >> 8) / (1 << 24);
        double radius = Math.Sqrt(-2 * Math.Log(u));
        return (radius, radius * (sine ? Math.Sin(angle) : Math.Cos(angle)));
    }
}
