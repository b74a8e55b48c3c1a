using System.Text.Json;
using Likeness.Compute.Cpu;
using Likeness.Testing;

namespace Likeness.Cli.Tests.Commands;

/// <summary>The instruction set that a process selects.</summary>
public sealed class KernelTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<InstructionSet> Sets => [.. Enum.GetValues<InstructionSet>().Where(Isa.IsSupported)];

    public void Dispose() => folder.Dispose();

    [SkippableTheory]
    [MemberData(nameof(Sets))]
    public async Task AreThoseThatTheEnvironmentNames(InstructionSet set)
    {
        LongTest.Require();
        SmallRun.WriteData(folder);
        string[] train = ["train", "gaussian", "--data", "points.csv", "--out", "run"];
        string name = $"{set}".ToLowerInvariant();
        (await Cli.RunAloneUnderAsync((Isa.Variable, name), folder.FullPath, train)).Succeeded();
        using var record = JsonDocument.Parse(File.ReadAllText(folder["run/run.json"]));
        Assert.Equal($"{set}", record.RootElement.GetProperty("versions").GetProperty("kernels").GetString());
    }
}
