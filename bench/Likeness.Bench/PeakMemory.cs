using System.Diagnostics;
using System.Globalization;
using Likeness.Bench.Racing;
using Likeness.Bench.Works;
using Likeness.Compute.Cpu;

namespace Likeness.Bench;

/// <summary>
/// The memory that some training steps of the convolutional VAE add to a process: its largest resident set at the end, less that
/// before the model was made, with weights, Adam's state, the compiler and its code. The peer is asked the same with one thread
/// and with two, and the less kept. Linux only.
/// </summary>
internal static class PeakMemory
{
    private const int Steps = 3;

    /// <summary>Prints both numbers; with <c>--here</c> measures this very process.</summary>
    public static int Run(string[] arguments)
    {
        if (arguments.Contains("--here"))
        {
            Console.WriteLine(Here(arguments.Contains("--small")).ToString(CultureInfo.InvariantCulture));
            return 0;
        }

        double ours = double.Parse(Child(arguments), CultureInfo.InvariantCulture);
        Console.WriteLine($"Likeness   {ours:0} MB");
        RaceOptions options = RaceOptions.Read(arguments);
        if (options.Python is not null)
        {
            var peer = new Peer("vae", options);
            double theirs = Math.Min(Theirs(peer, threads: 1), Theirs(peer, threads: 2));
            Console.WriteLine($"PyTorch    {theirs:0} MB\nratio      {ours / theirs:0.00}");
        }

        return 0;
    }

    /// <summary>Megabytes (10⁶ bytes) that the steps add to this process.</summary>
    public static double Here(bool small)
    {
        double before = Resident();
        using var pool = new WorkerPool(WorkerPool.DefaultWorkers);
        using Work work = ConvolutionalVaeWork.Make(pool, small);
        for (int step = 0; step < Steps; step++)
        {
            work.RunOnce();
        }

        return Resident() - before;
    }

    private static double Theirs(Peer peer, int threads) => peer.Run(threads, "1", "--memory")["peak memory"];

    /// <summary>The largest resident set of this process so far, in megabytes.</summary>
    private static double Resident()
    {
        string line = File.ReadLines("/proc/self/status")
            .First(line => line.StartsWith("VmHWM", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)
            * 1024
            / 1e6;
    }

    private static string Child(string[] arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Likeness.Bench.dll");
        var start = new ProcessStartInfo("dotnet", [program, "memory", "--here", .. arguments])
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
