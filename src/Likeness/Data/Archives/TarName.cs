using System.Formats.Tar;

namespace Likeness.Data.Archives;

/// <summary>What entries of tar archives are called.</summary>
internal static class TarName
{
    /// <summary>The name without a leading <c>./</c>.</summary>
    public static string Of(TarEntry entry) =>
        entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;

    /// <summary>Whether it is a file.</summary>
    public static bool IsFile(TarEntry entry) =>
        entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile;
}
