using Likeness.Data;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Runs;

namespace Likeness.Modalities;

/// <summary>One thing that can be asked of a trained model, such as samples: what the command of that name does for one kind of data.</summary>
public abstract class ModelTask
{
    // Only ModelTask<T> derives from this class.
    private protected ModelTask() { }

    /// <summary>The command, one of <see cref="TaskCommand.All"/>, such as <c>sample</c>.</summary>
    public abstract string Command { get; }

    /// <summary>The record of its settings: the command line makes one option of each property.</summary>
    public abstract Type SettingsType { get; }

    /// <summary>What <c>--out</c> takes, for the help, such as <c>a .csv or .npy file</c>.</summary>
    public abstract string OutputHelp { get; }

    /// <summary>Command lines for the help, each with what it does.</summary>
    public virtual IReadOnlyList<(string Line, string Meaning)> Examples => [];

    /// <summary>Refuses what could not be written, before the work.</summary>
    /// <param name="output">The file or folder; null for standard output.</param>
    /// <exception cref="LikenessException">It cannot be written to.</exception>
    public abstract void CheckOutput(string? output);

    /// <summary>Does the work and writes its output.</summary>
    /// <param name="model">The trained model.</param>
    /// <param name="settings">Of the type <see cref="SettingsType"/>.</param>
    /// <param name="context">Where the output goes.</param>
    /// <exception cref="LikenessException">The model cannot do this, or a setting or file is unusable.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public abstract TaskResult Run(TrainedModel model, TaskSettings settings, TaskContext context);
}

/// <summary>A task with its settings.</summary>
/// <typeparam name="TSettings">The record of its settings.</typeparam>
public abstract class ModelTask<TSettings> : ModelTask
    where TSettings : TaskSettings, new()
{
    /// <inheritdoc/>
    public sealed override Type SettingsType => typeof(TSettings);

    /// <inheritdoc/>
    public sealed override TaskResult Run(TrainedModel model, TaskSettings settings, TaskContext context)
    {
        SettingRanges.Validate(settings);
        return Run(model, (TSettings)settings, context);
    }

    /// <inheritdoc cref="ModelTask.Run"/>
    protected abstract TaskResult Run(TrainedModel model, TSettings settings, TaskContext context);
}

/// <summary>
/// What every task's settings start from. A property is an option of the command: its name in kebab-case (or
/// <see cref="OptionNameAttribute"/>), its description the help, its range checked. Text, numbers, booleans, enums and arrays of int, or null.
/// </summary>
public abstract record TaskSettings
{
    /// <summary>The examples to work on; null for those of the run. Tasks that take none ignore it.</summary>
    [Browsable(false)]
    public DataSource? Data { get; init; }

    /// <summary>Whether the task takes examples.</summary>
    [Browsable(false)]
    public virtual bool TakesData => true;

    /// <summary>Seeds random numbers: the same seed gives the same output.</summary>
    [Description("same seed, same output")]
    public ulong Seed { get; init; } = 1;
}

/// <summary>Another name of an option than its property's.</summary>
/// <param name="name">The name with its dashes, such as <c>-n</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OptionNameAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}
