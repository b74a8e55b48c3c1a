namespace Likeness.Testing;

/// <summary>A new folder below the system's temporary folder, deleted with its content at the end of a test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Location = Directory.CreateTempSubdirectory("likeness-").FullName;

    public string Location { get; }

    /// <summary>The full path of a name in the folder; nothing is created.</summary>
    public string At(string name) => Path.Combine(Location, name);

    /// <summary>Writes a text file and returns its path.</summary>
    public string Text(string name, string content)
    {
        File.WriteAllText(At(name), content);
        return At(name);
    }

    /// <summary>Writes a binary file and returns its path.</summary>
    public string Bytes(string name, ReadOnlySpan<byte> content)
    {
        File.WriteAllBytes(At(name), content);
        return At(name);
    }

    public void Dispose() => Directory.Delete(Location, recursive: true);
}
