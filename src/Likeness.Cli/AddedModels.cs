using System.Runtime.Loader;
using Likeness.Models;

namespace Likeness.Cli;

/// <summary>Models of assemblies that the environment names: they are trained, compared and listed as the library's own.</summary>
internal static class AddedModels
{
    /// <summary>The environment variable: paths of assemblies, parted as the system parts its search paths (: or ;).</summary>
    public const string Variable = "LIKENESS_MODELS";

    /// <summary>Registers them.</summary>
    /// <exception cref="LikenessException">A file is missing, is no assembly, or has no models.</exception>
    public static void Register()
    {
        string[] paths = (Environment.GetEnvironmentVariable(Variable) ?? "").Split(
            Path.PathSeparator,
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        foreach (string path in paths)
        {
            try
            {
                ModelRegistry.Add(AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.GetFullPath(path)));
            }
            catch (Exception error) when (error is IOException or BadImageFormatException)
            {
                throw new LikenessException(
                    $"{path}: this is no assembly that can be read (put the path of a .dll with models into {Variable}, or clear it)",
                    error
                );
            }
        }
    }
}
