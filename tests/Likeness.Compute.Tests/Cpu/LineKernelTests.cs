using FsCheck;
using FsCheck.Fluent;
using Likeness.Compute.Cpu;

namespace Likeness.Compute.Tests.Cpu;

/// <summary>Line loops against simple ones, for any number of adjacent lines, without writes outside them.</summary>
public sealed unsafe class LineKernelTests
{
    public static TheoryData<InstructionSet> AllSets => Sets.Theory;

    [Theory]
    [MemberData(nameof(AllSets))]
    public void SumsRunAlongEachLine(InstructionSet set) =>
        ForAllExtents(
            (count, lanes, pad, offset, random) =>
            {
                nint step = lanes + pad;
                using Guarded from = Guarded.Normal(random, count * step, offset);
                using Guarded to = new(count * step, 3 - offset);
                LineKernel kernel = LineKernel.Create<CumulativeSumLoop>();
                Run(kernel, set, new Lines(from.Data, step, count), default, new Lines(to.Data, step, count), lanes);
                to.Check(i => i % step < lanes);
                for (int lane = 0; lane < lanes; lane++)
                {
                    double sum = 0;
                    double size = 0;
                    for (int i = 0; i < count; i++)
                    {
                        sum += from.Span[(int)((i * step) + lane)];
                        size += Math.Abs(from.Span[(int)((i * step) + lane)]);
                        Assert.Equal(sum, to.Span[(int)((i * step) + lane)], 1e-6 * (1 + size));
                    }
                }
            }
        );

    [Theory]
    [MemberData(nameof(AllSets))]
    public void EachLineIsSorted(InstructionSet set) =>
        ForAllExtents(
            (count, lanes, pad, offset, random) =>
            {
                nint step = lanes + pad;
                using Guarded from = new(count * step, offset);
                foreach (ref float value in from.Span)
                {
                    // Few distinct values, so that some are equal, including NaN.
                    value = random.NextInt(12) is int one and < 11 ? one - 5 : float.NaN;
                }

                using Guarded to = new(count * step, 3 - offset);
                LineKernel kernel = LineKernel.Create<SortingNetwork>(vectorsPerElement: 2);
                Run(kernel, set, new Lines(from.Data, step, count), default, new Lines(to.Data, step, count), lanes);
                to.Check(i => i % step < lanes);
                for (int lane = 0; lane < lanes; lane++)
                {
                    float[] line = [.. Enumerable.Range(0, count).Select(i => from.Span[(int)((i * step) + lane)])];
                    var expected = Enumerable
                        .Range(0, count)
                        .OrderBy(i => float.IsNaN(line[i]))
                        .ThenBy(i => line[i])
                        .Select(i => (float)i);
                    Assert.Equal(expected, Enumerable.Range(0, count).Select(i => to.Span[(int)((i * step) + lane)]));
                }
            }
        );

    [Theory]
    [MemberData(nameof(AllSets))]
    public void WhatIsTakenIsAddedBackInItsPlace(InstructionSet set) =>
        ForAllExtents(
            (count, lanes, pad, offset, random) =>
            {
                nint step = lanes + pad;
                using Guarded from = Guarded.Normal(random, count * step, offset);
                using Guarded positions = new(7 * step, offset);
                foreach (ref float value in positions.Span)
                {
                    value = random.NextInt(count + 2) - 1;
                }

                using Guarded taken = new(7 * step, 3 - offset);
                using Guarded sums = new(count * step, 3 - offset);
                var values = new Lines(from.Data, step, count);
                var indices = new Lines(positions.Data, step, 7);
                var found = new Lines(taken.Data, step, 7);
                Run(LineKernel.Create<TakeAlongLoop>(), set, values, indices, found, lanes);
                Run(LineKernel.Create<AddAlongLoop>(), set, found, indices, new Lines(sums.Data, step, count), lanes);
                taken.Check(i => i % step < lanes);
                sums.Check(i => i % step < lanes);
                for (int lane = 0; lane < lanes; lane++)
                {
                    var expected = new double[count];
                    for (int i = 0; i < 7; i++)
                    {
                        int position = (int)positions.Span[(int)((i * step) + lane)];
                        bool inside = position >= 0 && position < count;
                        float value = inside ? from.Span[(int)((position * step) + lane)] : float.NaN;
                        Assert.Equal(value, taken.Span[(int)((i * step) + lane)]);
                        expected[inside ? position : 0] += inside ? value : 0;
                    }

                    for (int i = 0; i < count; i++)
                    {
                        Assert.Equal(expected[i], sums.Span[(int)((i * step) + lane)], 1e-5);
                    }
                }
            }
        );

    private static void ForAllExtents(Action<int, int, int, int, PhiloxRandom> law)
    {
        var cases =
            from count in Gen.Choose(1, 70)
            from lanes in Gen.Choose(1, 67)
            from pad in Gen.Choose(0, 3)
            from offset in Gen.Choose(0, 3)
            select (count, lanes, pad, offset);
        Prop.ForAll(
                Arb.From(cases),
                c => law(c.count, c.lanes, c.pad, c.offset, new PhiloxRandom((ulong)c.count, (ulong)c.lanes))
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithReplay(5, 3));
    }

    private static void Run(LineKernel kernel, InstructionSet set, Lines first, Lines second, Lines result, int lanes)
    {
        int longest = Math.Max(first.Count, result.Count);
        using AlignedBuffer scratch = new((kernel.ScratchPerElement * longest) + 1);
        var arguments = new LineArguments(first, second, result, lanes, scratch.Data);
        kernel.Function(set)(in arguments);
    }
}
