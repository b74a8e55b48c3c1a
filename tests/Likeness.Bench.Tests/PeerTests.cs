using System.ComponentModel;
using System.Diagnostics;
using Likeness.Bench.Racing;

namespace Likeness.Bench.Tests;

/// <summary>The peers' scripts, once, on tiny shapes, where there is a Python with PyTorch: they take what our side takes.</summary>
public sealed class PeerTests
{
    private static readonly Lazy<bool> HasTorch = new(() =>
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(Peer.DefaultPython, ["-c", "import torch"])
                {
                    RedirectStandardError = true,
                    UseShellExecute = false,
                }
            )!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    });

    public static TheoryData<string> RaceNames() => [.. Races.All.Select(race => race.Name)];

    [SkippableTheory]
    [MemberData(nameof(RaceNames))]
    public void TakesTheSameMeasures(string name)
    {
        Skip.IfNot(HasTorch.Value, $"{Peer.DefaultPython} has no PyTorch");
        var race = Races.All.Single(race => race.Name == name);
        var numbers = new Peer(name, new RaceOptions()).Run(PeerSetting.OfThreads(1), "--small", "--seconds", "0.01");
        Assert.Equal(race.Parts.SelectMany(RaceTests.Names).Order(), numbers.Keys.Order());
        Assert.All(numbers.Values, number => Assert.True(number > 0 && double.IsFinite(number), $"{number}"));
    }

    [Fact]
    public void ThePeerChoosesItsOwnKernelsUnlessTheEnvironmentIsKept()
    {
        Dictionary<string, string?> Given() =>
            new()
            {
                ["OPENBLAS_CORETYPE"] = "Haswell",
                ["OPENBLAS_NUM_THREADS"] = "7",
                ["ATEN_CPU_CAPABILITY"] = "default",
                ["HOME"] = "/home",
            };
        foreach (var setting in PeerSetting.All(keepEnvironment: false))
        {
            var environment = Given();
            setting.Apply(environment);
            Assert.False(environment.ContainsKey("OPENBLAS_CORETYPE"));
            Assert.Equal("/home", environment["HOME"]);
            Assert.NotEqual("7", environment.GetValueOrDefault("OPENBLAS_NUM_THREADS"));
            Assert.NotEqual("default", environment.GetValueOrDefault("ATEN_CPU_CAPABILITY"));
        }

        foreach (var setting in PeerSetting.All(keepEnvironment: true))
        {
            var environment = Given();
            setting.Apply(environment);
            Assert.Equal("Haswell", environment["OPENBLAS_CORETYPE"]);
            Assert.Equal("default", environment["ATEN_CPU_CAPABILITY"]);
        }
    }

    [Fact]
    public void AnInterpreterThatIsNotThereIsSaid()
    {
        var peer = new Peer("realnvp", new RaceOptions { Python = "/no/such/python" });
        var fault = Assert.Throws<LikenessException>(() => peer.Run(PeerSetting.OfThreads(1)));
        Assert.StartsWith("/no/such/python did not run bench/peers/realnvp.py", fault.Message);
    }
}
