using Likeness.Data;
using Likeness.Testing;

namespace Likeness.Tests.Data;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Writes_and_replaces_and_leaves_nothing_else()
    {
        string path = folder.At("a.txt");
        AtomicFile.Write(path, s => s.Write("first, longer"u8));
        AtomicFile.Write(path, s => s.Write("second"u8));
        Assert.Equal("second", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.Location));
    }

    [Fact]
    public void A_failure_half_way_keeps_the_old_file()
    {
        string path = folder.Text("a.txt", "old");
        Assert.Throws<InvalidOperationException>(() =>
            AtomicFile.Write(
                path,
                s =>
                {
                    s.Write(new byte[100_000]);
                    throw new InvalidOperationException();
                }
            )
        );
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.Location));
    }

    [Fact]
    public void A_full_disk_is_told_by_path()
    {
        string path = folder.At("a.txt");
        int noSpace = OperatingSystem.IsWindows() ? unchecked((int)0x80070070) : 28;
        var failure = Assert.Throws<LikenessException>(() =>
            AtomicFile.Write(path, _ => throw new IOException("No space left on device", noSpace))
        );
        Assert.Equal($"{path}: the disk is full, nothing was written (free some space and try again)", failure.Message);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Location));
    }

    [SkippableFact]
    public void A_device_that_is_always_full_is_told_as_a_full_disk()
    {
        Skip.IfNot(File.Exists("/dev/full"), "this system has no /dev/full");
        var failure = Assert.Throws<LikenessException>(() =>
            AtomicFile.Write("/dev/full", s => s.Write(new byte[200_000]))
        );
        Assert.StartsWith("/dev/full: the disk is full", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_folder_and_a_folder_are_refused()
    {
        string inside = folder.At(Path.Combine("none", "a.txt"));
        Assert.Contains("does not exist", Refusal(inside), StringComparison.Ordinal);
        Assert.Contains("is a folder", Refusal(folder.Location), StringComparison.Ordinal);
        Assert.Contains("empty name", Refusal(" "), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_folder_without_permission_is_refused()
    {
        Skip.If(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "permissions do not bind this user");
        string locked = folder.At("locked");
        Directory.CreateDirectory(locked);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(locked, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        Assert.Contains("permission", Refusal(Path.Combine(locked, "a.txt")), StringComparison.Ordinal);
    }

    private static string Refusal(string path) =>
        Assert.Throws<LikenessException>(() => AtomicFile.Write(path, s => s.WriteByte(1))).Message;
}
