namespace Likeness.Tests.Figures.Report;

/// <summary>A new empty folder that is deleted with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("likeness-report-").FullName;

    /// <summary>All files below, relative, with forward slashes, sorted.</summary>
    public IEnumerable<string> Files() =>
        Directory
            .EnumerateFiles(Path, "*", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
