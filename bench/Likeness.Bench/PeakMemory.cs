using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Likeness.Bench.Comparisons;
using Likeness.Compute.Cpu;

namespace Likeness.Bench;

/// <summary>
/// The memory of a process that runs some training steps of a network: its peak resident set, and the increase since
/// before the model was created, which includes weights, Adam's state, the compiler and its code. The baseline is measured in the
/// same way with one thread and with two, and the lower value is kept. Linux only.
/// </summary>
internal static class PeakMemory
{
    private const int Steps = 3;

    // Comparisons whose baselines measure memory, too.
    private static readonly string[] Measured = ["vae", "unet", "transformer"];

    private static readonly Option<string> Networks = BenchOption.Text(
        "--networks",
        "networks, separated by commas",
        "NAMES",
        string.Join(',', Measured)
    );

    private static readonly Option<bool> InThisProcess = new("--here")
    {
        Description = "measure only this process",
        Hidden = true,
    };

    /// <summary>The command.</summary>
    public static BenchCommand Verb { get; } =
        new(
            "memory",
            "Peak memory of the training steps of three networks, next to PyTorch (Linux)",
            "--small --python none",
            Run,
            [.. ComparisonOptions.All, Networks, InThisProcess]
        );

    private static int Run(ParseResult given)
    {
        ComparisonOptions options = ComparisonOptions.Read(given);
        string[] names = given.GetValue(Networks)!.Split(',');
        if (names.FirstOrDefault(name => !Measured.Contains(name)) is { } unknown)
        {
            throw new LikenessException(
                $"the memory of '{unknown}' is not measured (choose from {string.Join(", ", Measured)})"
            );
        }

        if (given.GetValue(InThisProcess))
        {
            (double process, double steps) = Here(names[0], options.IsSmall);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{process} {steps}"));
            return 0;
        }

        foreach (string name in names)
        {
            Print(name, options);
        }

        return 0;
    }

    /// <summary>The peak memory of this process in megabytes (10⁶ bytes), and its increase by the steps.</summary>
    /// <param name="name">The comparison whose steps are taken.</param>
    /// <param name="small">Whether to use tiny shapes.</param>
    public static (double Process, double Steps) Here(string name, bool small)
    {
        double before = Resident();
        using var pool = new WorkerPool(WorkerPool.DefaultWorkers);
        using TimedBenchmark work = BenchmarkComparisons.All.Single(one => one.Name == name).Parts[0].Make(pool, small);
        for (int step = 0; step < Steps; step++)
        {
            work.RunOnce();
        }

        double all = Resident();
        return (all, all - before);
    }

    private static void Print(string name, ComparisonOptions options)
    {
        double[] ours =
        [
            .. Child(name, options.IsSmall).Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)),
        ];
        Console.WriteLine(name);
        Print("Likeness", ours);
        if (options.Python is not null)
        {
            var baseline = new PyTorchBaseline(name, options);
            double[] theirs = [.. Theirs(baseline, threads: 1).Zip(Theirs(baseline, threads: 2), Math.Min)];
            Print("PyTorch", theirs);
            Console.WriteLine(
                $"{"ratio", -10} {ours[0] / theirs[0], 5:0.00}    in all, {ours[1] / theirs[1], 5:0.00}    for the steps"
            );
        }
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

    private static string Child(string name, bool isSmall)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Likeness.Bench.dll");
        var start = new ProcessStartInfo(
            "dotnet",
            [program, "memory", "--here", "--networks", name, .. isSmall ? ["--small"] : Array.Empty<string>()]
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
