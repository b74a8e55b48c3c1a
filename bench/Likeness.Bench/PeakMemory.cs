using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Likeness.Bench.Comparisons;
using Likeness.Bench.Workloads;
using Likeness.Compute.Cpu;

namespace Likeness.Bench;

/// <summary>
/// The memory of a process that runs some training steps of the convolutional VAE: its peak resident set, and the increase since
/// before the model was created, which includes weights, Adam's state, the compiler and its code. The baseline is measured in the
/// same way with one thread and with two, and the lower value is kept. Linux only.
/// </summary>
internal static class PeakMemory
{
    private const int Steps = 3;

    private static readonly Option<bool> InThisProcess = new("--here")
    {
        Description = "measure only this process",
        Hidden = true,
    };

    /// <summary>The command.</summary>
    public static BenchCommand Verb { get; } =
        new(
            "memory",
            "Peak memory of the convolutional VAE's training step, next to PyTorch (Linux)",
            "--small --python none",
            Run,
            [.. ComparisonOptions.All, InThisProcess]
        );

    private static int Run(ParseResult given)
    {
        ComparisonOptions options = ComparisonOptions.Read(given);
        if (given.GetValue(InThisProcess))
        {
            (double process, double steps) = Here(options.IsSmall);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{process} {steps}"));
            return 0;
        }

        double[] ours =
        [
            .. Child(options.IsSmall).Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)),
        ];
        Print("Likeness", ours);
        if (options.Python is not null)
        {
            var baseline = new PyTorchBaseline("vae", options);
            double[] theirs = [.. Theirs(baseline, threads: 1).Zip(Theirs(baseline, threads: 2), Math.Min)];
            Print("PyTorch", theirs);
            Console.WriteLine(
                $"{"ratio", -10} {ours[0] / theirs[0], 5:0.00}    in all, {ours[1] / theirs[1], 5:0.00}    for the steps"
            );
        }

        return 0;
    }

    /// <summary>The peak memory of this process in megabytes (10⁶ bytes), and its increase by the steps.</summary>
    public static (double Process, double Steps) Here(bool small)
    {
        double before = Resident();
        using var pool = new WorkerPool(WorkerPool.DefaultWorkers);
        using TimedBenchmark work = ConvolutionalVaeBenchmark.Make(pool, small);
        for (int step = 0; step < Steps; step++)
        {
            work.RunOnce();
        }

        double all = Resident();
        return (all, all - before);
    }

    private static void Print(string name, double[] megabytes) =>
        Console.WriteLine($"{name, -10} {megabytes[0], 5:0} MB in all, {megabytes[1], 5:0} MB for the steps");

    private static double[] Theirs(PyTorchBaseline baseline, int threads)
    {
        IReadOnlyDictionary<string, double> measures = baseline.Run(BaselineSetting.ForThreads(threads), "--memory");
        return [measures["process"], measures["steps"]];
    }

    /// <summary>The peak resident set of this process so far, in megabytes.</summary>
    public static double Resident()
    {
        string line = File.ReadLines("/proc/self/status")
            .First(line => line.StartsWith("VmHWM", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)
            * 1024
            / 1e6;
    }

    private static string Child(bool isSmall)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Likeness.Bench.dll");
        var start = new ProcessStartInfo(
            "dotnet",
            [program, "memory", "--here", .. isSmall ? ["--small"] : Array.Empty<string>()]
        )
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using Process process = Process.Start(start)!;
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return text;
    }
}
