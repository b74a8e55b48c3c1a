using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Likeness.Compute.Graph;

/// <summary>Finds the line of the user's code that made a call, on the caller's stack.</summary>
internal static class UserCode
{
    // Layers call the engine on behalf of the user, so an error in their arguments is reported at the user's line.
    private const string Layers = "Likeness.Nn";
    private const string Trimmed = "A frame without its method is skipped: the message then names no line.";

    /// <summary>
    /// The innermost stack frame outside the engine, its layers and the runtime: "in RealNvp.Loss at RealNvp.cs:57", without the
    /// line if there are no symbols; null if all frames belong to the engine. Slow: for error messages only.
    /// </summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Trimmed)]
    public static string? Place()
    {
        StackFrame? frame = new StackTrace(fNeedFileInfo: true).GetFrames().FirstOrDefault(IsUsers);
        if (frame is null)
        {
            return null;
        }

        string method = Name(frame.GetMethod()!);
        string? file = Path.GetFileName(frame.GetFileName());
        return string.IsNullOrEmpty(file) ? $"in {method}" : $"in {method} at {file}:{frame.GetFileLineNumber()}";
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Trimmed)]
    private static bool IsUsers(StackFrame frame)
    {
        Type? type = frame.GetMethod()?.DeclaringType;
        string space = type?.Namespace ?? string.Empty;
        return type is not null
            && type.Assembly != typeof(UserCode).Assembly
            && !IsIn(space, Layers)
            && !IsIn(space, "System");
    }

    private static bool IsIn(string space, string parent) =>
        space == parent || space.StartsWith($"{parent}.", StringComparison.Ordinal);

    /// <summary>Type and method as written in the source: the compiler names a lambda, or an iterator's class, "&lt;Loss&gt;…".</summary>
    private static string Name(MethodBase method)
    {
        Type type = method.DeclaringType!;
        string name = method.Name;
        while (type.Name.StartsWith('<') && type.DeclaringType is { } outer)
        {
            name = name.StartsWith('<') ? name : type.Name;
            type = outer;
        }

        // Of a program without a class it is "<<Main>$>…".
        int end = name.StartsWith('<') ? name.IndexOf('>', StringComparison.Ordinal) : -1;
        name = end > 1 ? name[1..end].TrimStart('<') : name;
        return name is ".ctor" or ".cctor" ? $"the constructor of {type.Name}" : $"{type.Name}.{name}";
    }
}
