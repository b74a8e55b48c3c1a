using System.Reflection;
using System.Runtime.InteropServices;
using Likeness.Compute.Cpu;

namespace Likeness.Runs;

/// <summary>What a run was made with: results are the same to the byte where these are.</summary>
internal static class RunVersions
{
    /// <summary>Names and versions.</summary>
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
