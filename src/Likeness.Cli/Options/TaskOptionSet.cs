using System.CommandLine;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Likeness.Modalities;
using Likeness.Runs;

namespace Likeness.Cli.Options;

/// <summary>
/// The options of a task command: one per property of the settings of every kind of data that supports the
/// task. An option of other kinds of data is refused.
/// </summary>
internal sealed class TaskOptionSet
{
    private const string General = "Settings";

    private readonly List<Binding> bindings = [];

    /// <summary>Makes the options.</summary>
    /// <param name="tasks">The command's task for each kind of data that supports it.</param>
    public TaskOptionSet(IReadOnlyList<(Modality Modality, ModelTask Task)> tasks)
    {
        var properties =
            from task in tasks
            let defaults = Activator.CreateInstance(task.Task.SettingsType)
            from property in task.Task.SettingsType.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            where property.GetCustomAttribute<BrowsableAttribute>() is not { Browsable: false }
            select (task.Modality, Property: property, Default: property.GetValue(defaults));
        foreach (var same in properties.GroupBy(one => PropertyOption.NameOf(one.Property)))
        {
            var all = same.ToList();
            bindings.Add(
                new Binding(
                    PropertyOption.Make(all[0].Property, Default([.. all.Select(one => (one.Modality, one.Default))])),
                    [.. all.Select(one => one.Modality)],
                    all[0].Property.GetCustomAttribute<CategoryAttribute>()?.Category ?? General,
                    all[0].Property.Name
                )
            );
        }
    }

    /// <summary>The options in groups, in the order of the help.</summary>
    public IEnumerable<(string Title, IReadOnlyList<Option> Options)> Groups =>
        bindings
            .GroupBy(binding => binding.Group)
            .Select(group => (group.Key, (IReadOnlyList<Option>)[.. group.Select(one => (Option)one.Option)]));

    /// <summary>The settings that a command line describes.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="modality">The kind of data of the run.</param>
    /// <param name="task">Its task.</param>
    /// <param name="data">The examples to process; null for those of the run.</param>
    /// <exception cref="LikenessException">An option does not apply to this kind of data, or a required option is missing.</exception>
    public TaskSettings Read(ParseResult result, Modality modality, ModelTask task, DataSource? data)
    {
        var settings = (TaskSettings)Activator.CreateInstance(task.SettingsType)!;
        foreach (var binding in bindings)
        {
            bool isGiven = result.GetResult(binding.Option) is { Implicit: false };
            if (isGiven && !binding.Modalities.Contains(modality))
            {
                string meant = string.Join(" and ", binding.Modalities.Select(one => one.Plural));
                throw new LikenessException(
                    $"{binding.Option.Name} is for {meant}, and this run is of {modality.Plural} (leave it out)"
                );
            }

            if (binding.Modalities.Contains(modality))
            {
                var property = task.SettingsType.GetProperty(binding.Property)!;
                if (isGiven)
                {
                    property.SetValue(settings, result.GetValue(binding.Option));
                }
                else if (property.IsDefined(typeof(RequiredAttribute)))
                {
                    throw new LikenessException(
                        $"'likeness {task.Command}' needs {binding.Option.Name} ({binding.Option.Description})"
                    );
                }
            }
        }

        typeof(TaskSettings).GetProperty(nameof(TaskSettings.Data))!.SetValue(settings, data);
        return settings;
    }

    private static string Default(IReadOnlyList<(Modality Modality, object? Value)> all)
    {
        var shown = all.Select(one => (one.Modality.Plural, Text: OptionValue.Show(one.Value))).ToList();
        if (shown.TrueForAll(one => one.Text is "" or "false"))
        {
            return "";
        }

        return shown.Select(one => one.Text).Distinct(StringComparer.Ordinal).Count() == 1
            ? Flag.DefaultText(all[0].Value)
            : $"[default: {string.Join(", ", shown.Where(one => one.Text.Length > 0).Select(one => $"{one.Text} for {one.Plural}"))}]";
    }

    private sealed record Binding(
        Option<object?> Option,
        IReadOnlyList<Modality> Modalities,
        string Group,
        string Property
    );
}
