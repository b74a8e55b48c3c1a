namespace Likeness.Cli.Options;

/// <summary>Checks an output path before the work that would fill it, not after.</summary>
internal static class OutputPath
{
    /// <summary>Throws if the file cannot be created.</summary>
    /// <exception cref="LikenessException">The path is a folder, or its folder does not exist.</exception>
    public static void Check(string path)
    {
        if (Directory.Exists(path))
        {
            throw new LikenessException($"{path}: this is a folder, not a file (give a file name inside it)");
        }

        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
        {
            throw new LikenessException($"{path}: the folder '{folder}' does not exist (create it first)");
        }
    }
}
