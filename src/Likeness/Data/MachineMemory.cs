using System.Globalization;

namespace Likeness.Data;

/// <summary>The memory that a machine has available without swapping.</summary>
internal static class MachineMemory
{
    private const string LinuxFile = "/proc/meminfo";
    private const string LinuxField = "MemAvailable:";
    private const double Kibibyte = 1024;

    /// <summary>Bytes: MemAvailable of Linux, elsewhere what the runtime knows.</summary>
    public static double Available =>
        (File.Exists(LinuxFile) ? FromLinux(File.ReadLines(LinuxFile)) : null) ?? FromRuntime();

    /// <summary>The available bytes in the lines of /proc/meminfo; null where they do not say.</summary>
    internal static double? FromLinux(IEnumerable<string> lines) =>
        lines.FirstOrDefault(line => line.StartsWith(LinuxField, StringComparison.Ordinal)) is { } found
        && double.TryParse(
            found[LinuxField.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out double kibibytes
        )
            ? kibibytes * Kibibyte
            : null;

    private static double FromRuntime()
    {
        var memory = GC.GetGCMemoryInfo();
        return memory.TotalAvailableMemoryBytes - Math.Max(memory.MemoryLoadBytes, Environment.WorkingSet);
    }
}
