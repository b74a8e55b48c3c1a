using Likeness.Bench.Comparisons;
using Likeness.Compute.Cpu;
using Likeness.Testing;

namespace Likeness.Bench.Tests;

/// <summary>Our side of each comparison runs once on tiny shapes, so that every bench keeps working. Nothing is timed.</summary>
public sealed class BenchmarkComparisonTests
{
    public static TheoryData<string, string> Parts()
    {
        var parts = new TheoryData<string, string>();
        foreach (var comparison in BenchmarkComparisons.All)
        {
            foreach (var part in comparison.Parts)
            {
                parts.Add(comparison.Name, part.Name);
            }
        }

        return parts;
    }

    [SkippableTheory]
    [MemberData(nameof(Parts))]
    public void GivesTheSameFiniteNumbersOnOneWorkerAndTwo(string comparison, string part)
    {
        LongTest.RequireUnlessChosen(comparison + part);
        var make = BenchmarkComparisons.All.Single(r => r.Name == comparison).Parts.Single(p => p.Name == part).Make;
        using var pool = new WorkerPool(2);
        using var together = make(pool, true);
        using var alone = make(null, true);
        var numbers = together.RunOnce();
        Assert.NotEmpty(numbers);
        Assert.All(numbers, number => Assert.True(float.IsFinite(number), $"{number}"));
        Assert.Equal(alone.RunOnce(), numbers);
    }

    [Fact]
    public void EveryMeasureHasANameOfItsOwn()
    {
        foreach (var comparison in BenchmarkComparisons.All)
        {
            string[] names = [.. comparison.Parts.SelectMany(Names)];
            Assert.Equal(names.Distinct(StringComparer.Ordinal), names);
        }
    }

    [Fact]
    public void AResultSaysRatioSpeedAndMemory()
    {
        using var pool = new WorkerPool(1);
        using var work = BenchmarkComparisons.All[0].Parts[0].Make(null, true);
        var result = new ComparisonResult(work.Measures[0], pool) { Ours = { 2, 1, 4 }, Theirs = { 8, 8, 8 } };
        Assert.Equal(4, result.Ratio);
        var surroundings = new Surroundings(pool);
        surroundings.NoteBeside(result);
        string row = result.Row(surroundings);
        Assert.StartsWith("| training step | 1.00 … 4.00 ms | 8.00 ms | 4.0× | ", row);
        Assert.EndsWith(" | 100 %, 100 % |", row);
        Assert.Equal(ComparisonResult.Heading.Split('\n')[0].Count(c => c == '|'), row.Count(c => c == '|'));
    }

    [SkippableFact]
    public void MemoryIsMeasured()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the largest resident set is read from /proc");
        // .NET's own readings of the same peak, before and after: other tests allocate in between.
        double before = Peak();
        (double process, double steps) = PeakMemory.Here("vae", small: true);
        Assert.InRange(process, 0.9 * before, Peak() * 1.001);
        Assert.InRange(steps, 0, process - 10); // the runtime alone takes more

        static double Peak()
        {
            using var self = System.Diagnostics.Process.GetCurrentProcess();
            return self.PeakWorkingSet64 / 1e6;
        }
    }

    internal static IEnumerable<string> Names(ComparisonPart part)
    {
        using var work = part.Make(null, true);
        return [.. work.Measures.Select(measure => measure.Name)];
    }
}
