namespace Likeness.Cli.Tests;

/// <summary>An empty folder that is deleted with the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string FullPath { get; } = Directory.CreateTempSubdirectory("likeness-cli-").FullName;

    /// <summary>All paths in the folder, relative to it, sorted.</summary>
    public IEnumerable<string> Content =>
        Directory
            .EnumerateFileSystemEntries(FullPath, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(FullPath, path))
            .Order(StringComparer.Ordinal);

    public string Write(string name, string text)
    {
        File.WriteAllText(Path.Combine(FullPath, name), text);
        return name;
    }

    public string Write(string name, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(FullPath, name))!);
        File.WriteAllBytes(Path.Combine(FullPath, name), bytes);
        return name;
    }

    public string this[string name] => Path.Combine(FullPath, name);

    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
