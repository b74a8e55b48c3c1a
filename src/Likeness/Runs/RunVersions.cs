using System.Reflection;
using System.Runtime.InteropServices;
using Likeness.Compute.Cpu;

namespace Likeness.Runs;

/// <summary>The versions that a run depends on; with equal versions results are identical to the byte.</summary>
internal static class RunVersions
{
    /// <summary>Versions by name.</summary>
    public static IReadOnlyDictionary<string, string> Current() =>
        new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["likeness"] = Library(),
            ["runtime"] = RuntimeInformation.FrameworkDescription,
            ["system"] = $"{RuntimeInformation.OSDescription} {RuntimeInformation.ProcessArchitecture}",
            ["kernels"] = Isa.Current.ToString(),
        };

    private static string Library() =>
        typeof(RunVersions)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];
}
