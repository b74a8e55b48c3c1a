using System.Runtime.InteropServices;
using Likeness.Compute.Cpu;

namespace Likeness.Bench.Comparisons;

/// <summary>A one-line description of the machine.</summary>
internal static class Machine
{
    /// <summary>The processor's name, cores, instruction set, runtime and measured peaks.</summary>
    public static string Describe()
    {
        using var pool = new WorkerPool(WorkerPool.DefaultWorkers);
        double one = MachineSpeed.Measure(Isa.Current, null, 0).Flops / 1e9;
        double all = MachineSpeed.Measure(Isa.Current, pool, 0).Flops / 1e9;
        return $"{Processor()}, {Environment.ProcessorCount} cores, {Isa.Current}, {RuntimeInformation.FrameworkDescription}; "
            + $"peak of multiply-adds {one:0} GFLOP/s on one core, {all:0} on {pool.Workers}";
    }

    private static string Processor()
    {
        const string list = "/proc/cpuinfo";
        string? line = File.Exists(list)
            ? File.ReadLines(list).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?.Split(':')[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
