using System.Globalization;

namespace Likeness.Data;

/// <summary>What the memory limits of the process's control groups leave, of both versions. Linux, admin-guide/cgroup-v2 and cgroup-v1/memory.</summary>
internal static class ControlGroupMemory
{
    private const string Root = "/sys/fs/cgroup";
    private const string Membership = "/proc/self/cgroup";

    /// <summary>The bytes left in the tightest group that the process is in; infinite where none has a limit.</summary>
    public static double Available() =>
        File.Exists(Membership) ? Available(Root, File.ReadLines(Membership)) : double.PositiveInfinity;

    /// <summary>The same for given places.</summary>
    /// <param name="root">Where control groups are mounted.</param>
    /// <param name="membership">Lines <c>number:controllers:path</c>, as /proc/self/cgroup has them.</param>
    internal static double Available(string root, IEnumerable<string> membership)
    {
        double least = double.PositiveInfinity;
        foreach (string[] parts in membership.Select(line => line.Split(':', 3)).Where(parts => parts.Length == 3))
        {
            bool isFirst = parts[1].Split(',').Contains("memory", StringComparer.Ordinal);
            if (isFirst || parts[1].Length == 0)
            {
                least = Math.Min(least, Tightest(isFirst ? Path.Combine(root, "memory") : root, parts[2], isFirst));
            }
        }

        return least;
    }

    // A group is bounded by those around it. In a container the path may lie outside of what is mounted; the mount is then the group itself.
    private static double Tightest(string mount, string path, bool isFirst)
    {
        double least = double.PositiveInfinity;
        string[] names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (int depth = names.Length; depth >= 0; depth--)
        {
            string folder = Path.Combine([mount, .. names.Take(depth)]);
            least = Math.Min(least, isFirst ? First(folder) : Second(folder));
        }

        return least;
    }

    private static double First(string folder) =>
        Number(folder, "memory.limit_in_bytes") is { } limit && Number(folder, "memory.usage_in_bytes") is { } used
            ? limit - used + Statistic(folder, "total_inactive_file")
            : double.PositiveInfinity;

    private static double Second(string folder)
    {
        double limit = Math.Min(
            Number(folder, "memory.max") ?? double.PositiveInfinity,
            Number(folder, "memory.high") ?? double.PositiveInfinity
        );
        return double.IsFinite(limit) && Number(folder, "memory.current") is { } used
            ? limit - used + Statistic(folder, "inactive_file")
            : double.PositiveInfinity;
    }

    // The page cache counts as used, and is given up when memory is asked for.
    private static double Statistic(string folder, string name) =>
        Lines(folder, "memory.stat")
            .Select(line => line.Split(' '))
            .Where(parts => parts.Length == 2 && parts[0] == name)
            .Select(parts => Parse(parts[1]) ?? 0)
            .FirstOrDefault();

    // "max" is no limit.
    private static double? Number(string folder, string name) =>
        Lines(folder, name) is [var line, ..] ? Parse(line) : null;

    private static double? Parse(string text) =>
        double.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out double number) ? number : null;

    private static string[] Lines(string folder, string name)
    {
        try
        {
            return File.ReadAllLines(Path.Combine(folder, name));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return []; // no such group, or none that may be looked at
        }
    }
}
