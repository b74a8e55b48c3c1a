using System.Diagnostics;

namespace Likeness.Bench;

/// <summary>The median time of an action, measured as in the baselines' scripts.</summary>
internal static class Median
{
    /// <summary>Median seconds over at least the given time, after a warm-up.</summary>
    public static double Compute(Action action, double seconds)
    {
        action();
        var whole = Stopwatch.StartNew();
        while (whole.Elapsed.TotalSeconds < seconds / 4)
        {
            action();
        }

        var times = new List<double>();
        whole.Restart();
        while (whole.Elapsed.TotalSeconds < seconds || times.Count < 3)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return Middle(times);
    }

    /// <summary>The median of some numbers.</summary>
    public static double Middle(IEnumerable<double> numbers)
    {
        double[] sorted = [.. numbers.Order()];
        return sorted[sorted.Length / 2];
    }
}
