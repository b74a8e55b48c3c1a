using Likeness.Data;

namespace Likeness.Tests.Data;

public sealed class AvailableMemoryTests : IDisposable
{
    private const double Gigabyte = 1e9;
    private readonly string root = Directory.CreateTempSubdirectory("likeness-cgroup-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void TheTightestGroupOfVersionTwoCounts()
    {
        Group("", ("memory.max", "max"), ("memory.current", "9000000000"));
        Group("user", ("memory.max", "4000000000"), ("memory.high", "3000000000"), ("memory.current", "1000000000"));
        Group("user/job", ("memory.max", "8000000000"), ("memory.high", "max"), ("memory.current", "500000000"));
        File.WriteAllText(Path.Combine(root, "user", "memory.stat"), "anon 1\ninactive_file 250000000\n");
        Assert.Equal(2.25 * Gigabyte, ControlGroupMemory.Available(root, ["0::/user/job"]));
    }

    [Fact]
    public void VersionOneCounts()
    {
        Group("memory/job", ("memory.limit_in_bytes", "2000000000"), ("memory.usage_in_bytes", "1500000000"));
        Assert.Equal(0.5 * Gigabyte, ControlGroupMemory.Available(root, ["5:cpu:/job", "4:memory:/job", "0::/"]));
    }

    [Fact]
    public void InAContainerTheMountIsTheGroup()
    {
        Group("", ("memory.max", "3000000000"), ("memory.current", "1000000000"));
        Assert.Equal(2 * Gigabyte, ControlGroupMemory.Available(root, ["0::/outside/of/it"]));
    }

    [Fact]
    public void WithoutLimitsNothingIsLess() =>
        Assert.Equal(double.PositiveInfinity, ControlGroupMemory.Available(root, ["0::/", "no such line"]));

    [Fact]
    public void LinuxSaysWhatIsAvailable()
    {
        Assert.Equal(2048, MachineMemory.FromLinux(["MemTotal:  9 kB", "MemAvailable:       2 kB"]));
        Assert.Null(MachineMemory.FromLinux(["MemTotal:  9 kB"]));
    }

    [Theory]
    [InlineData(512, "512 bytes")]
    [InlineData(2_340_000, "2.3 MB")]
    [InlineData(4.7e11, "470 GB")]
    public void AmountsAreReadable(double bytes, string text) => Assert.Equal(text, AvailableMemory.Show(bytes));

    [Fact]
    public void WhatDoesNotFitIsRefusedWithBothAmounts()
    {
        var error = Assert.Throws<LikenessException>(() => AvailableMemory.Require(1e18, "it", "make it smaller"));
        Assert.StartsWith("it needs about 1000000 TB of memory, and ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("are available (make it smaller)", error.Message, StringComparison.Ordinal);
        AvailableMemory.Require(1, "it", "");
    }

    private void Group(string name, params (string File, string Content)[] files)
    {
        Directory.CreateDirectory(Path.Combine(root, name));
        foreach (var (file, content) in files)
        {
            File.WriteAllText(Path.Combine(root, name, file), content + "\n");
        }
    }
}
