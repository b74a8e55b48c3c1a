using System.Runtime.Loader;
using Likeness.Modalities;

namespace Likeness.Cli;

/// <summary>Registers models, metrics, datasets and kinds of data from the assemblies that an environment variable lists. They are used and listed like built-in ones.</summary>
internal static class AddedModels
{
    /// <summary>The environment variable: paths of assemblies, separated like the system's search paths (: or ;).</summary>
    public const string Variable = "LIKENESS_MODELS";

    /// <summary>Registers the assemblies.</summary>
    /// <exception cref="LikenessException">A file is missing, is not an assembly, or contains nothing to register.</exception>
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
                var assembly = AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.GetFullPath(path));
                Extensions.Add(assembly);
            }
            catch (Exception error) when (error is IOException or BadImageFormatException)
            {
                throw new LikenessException(
                    $"{path}: this is not a readable .NET assembly (set {Variable} to the path of a .dll with models, or clear it)",
                    error
                );
            }
        }
    }
}
