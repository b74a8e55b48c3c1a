using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Likeness.Compute.Cpu;

namespace Likeness.Bench;

/// <summary>
/// RealNVP here beside PyTorch: both sides in turn, round by round, each of PyTorch's settings tried (one and two threads,
/// OpenBLAS left alone and held to one) and its best kept, as of our one worker and all. Prints each side's median and the median ratio of the rounds.
/// </summary>
internal static class RealNvpRace
{
    private static readonly (int Threads, string? OpenBlas)[] PeerSettings = [(1, null), (1, "1"), (2, null), (2, "1")];

    /// <summary>Runs the race.</summary>
    /// <param name="arguments"><c>--rounds N</c>, <c>--seconds S</c> (of each measurement), <c>--python PATH</c>, <c>--explain</c>.</param>
    public static int Run(string[] arguments)
    {
        int rounds = int.Parse(Arguments.Option(arguments, "--rounds") ?? "3");
        double seconds = double.Parse(Arguments.Option(arguments, "--seconds") ?? "2");
        string python = Arguments.Option(arguments, "--python") ?? "/usr/bin/python3";
        using var pool = new WorkerPool(WorkerPool.DefaultWorkers);
        using var ours = new RealNvpWork(pool);
        using var alone = new RealNvpWork(null);
        Console.WriteLine(
            $"{RuntimeInformation.FrameworkDescription}, {Isa.Current}, {pool.Workers} workers, {ours.Parameters:N0} parameters"
        );
        if (arguments.Contains("--explain"))
        {
            Console.WriteLine(ours.Explain());
        }

        var races = new List<(double OurStep, double TheirStep, double OurRate, double TheirRate)>();
        for (int round = 1; round <= rounds; round++)
        {
            double step = Math.Min(ours.StepMilliseconds(seconds), alone.StepMilliseconds(seconds));
            double rate = Math.Max(ours.PointsPerSecond(seconds), alone.PointsPerSecond(seconds));
            Console.WriteLine(
                $"round {round}  ours       step {step, 7:F3} ms   {rate, 9:N0} points/s   (best of 1 and {pool.Workers} workers)"
            );
            var peers = PeerSettings.Select(setting => Peer(python, setting, seconds)).ToList();
            if (peers.Any(peer => peer is null))
            {
                Console.Error.WriteLine(
                    $"{python} did not run bench/peers/realnvp.py: PyTorch is needed for the ratio (python3-torch)."
                );
                return 2;
            }

            (double Step, double Rate) best = (
                peers.Min(peer => peer!.Value.Step),
                peers.Max(peer => peer!.Value.Rate)
            );
            Console.WriteLine(
                $"round {round}  PyTorch    step {best.Step, 7:F3} ms   {best.Rate, 9:N0} points/s   (best of {peers.Count} settings)"
            );
            races.Add((step, best.Step, rate, best.Rate));
        }

        double stepRatio = Median.Middle(races.Select(race => race.TheirStep / race.OurStep));
        double rateRatio = Median.Middle(races.Select(race => race.OurRate / race.TheirRate));
        double ourStep = Median.Middle(races.Select(race => race.OurStep));
        Console.WriteLine(
            $"training step  {stepRatio:F2}× PyTorch   ({ours.StepFlops / ourStep / 1e6:F0} GFLOP/s here)"
        );
        Console.WriteLine($"sampling       {rateRatio:F2}× PyTorch");
        return 0;
    }

    private static (double Step, double Rate)? Peer(
        string python,
        (int Threads, string? OpenBlas) setting,
        double seconds
    )
    {
        string script = Path.Combine(AppContext.BaseDirectory, "peers", "realnvp.py");
        var start = new ProcessStartInfo(python, [script, "--threads", $"{setting.Threads}", "--seconds", $"{seconds}"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment.Remove("OPENBLAS_NUM_THREADS");
        if (setting.OpenBlas is not null)
        {
            start.Environment["OPENBLAS_NUM_THREADS"] = setting.OpenBlas;
        }

        try
        {
            using Process process = Process.Start(start)!;
            string line = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                return null;
            }

            using var report = JsonDocument.Parse(line);
            return (
                report.RootElement.GetProperty("step_ms").GetDouble(),
                report.RootElement.GetProperty("points_per_second").GetDouble()
            );
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
