namespace Likeness.Data.Archives;

/// <summary>A file of a folder or an archive.</summary>
/// <param name="Name">Its path below the folder, or in the archive, with slashes; that of a folder ends with one.</param>
/// <param name="Length">Its length in bytes, uncompressed.</param>
/// <param name="Written">When it was last changed, in ticks; 0 where the archive's own time stands for it.</param>
internal readonly record struct PackedFile(string Name, long Length, long Written = 0)
{
    /// <summary>Whether it is a folder.</summary>
    public bool IsFolder => Name.EndsWith('/');

    /// <summary>Whether it, or a folder around it, is hidden, or belongs to the archives of macOS.</summary>
    public static bool IsHidden(string name) =>
        name.StartsWith('.')
        || name.Contains("/.", StringComparison.Ordinal)
        || name.StartsWith("__MACOSX/", StringComparison.Ordinal);
}
