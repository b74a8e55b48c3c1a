using System.CommandLine;
using System.Runtime.CompilerServices;

namespace Likeness.Cli.Options;

/// <summary>Former names of options: accepted for one more release, and not shown in the help.</summary>
internal static class HiddenAliases
{
    private static readonly ConditionalWeakTable<Option, List<string>> Hidden = [];

    /// <summary>Adds former names to an option.</summary>
    /// <param name="option">The option.</param>
    /// <param name="names">Names with dashes, such as <c>--draws</c>.</param>
    /// <returns>The option.</returns>
    public static TOption Formerly<TOption>(this TOption option, params IEnumerable<string> names)
        where TOption : Option
    {
        foreach (string name in names)
        {
            option.Aliases.Add(name);
            Hidden.GetOrCreateValue(option).Add(name);
        }

        return option;
    }

    /// <summary>The aliases of an option that the help shows.</summary>
    public static IEnumerable<string> ShownAliases(this Option option) =>
        Hidden.TryGetValue(option, out var hidden) ? option.Aliases.Except(hidden) : option.Aliases;
}
