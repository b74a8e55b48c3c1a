using System.ComponentModel;
using Likeness.Data;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Modalities;

/// <summary>A task of a trained model, such as sampling: the behaviour of a command for one kind of data.</summary>
public abstract class ModelTask
{
    // Only ModelTask<T> derives from this class.
    private protected ModelTask() { }

    /// <summary>The command, one of <see cref="TaskCommand.All"/>, such as <c>sample</c>.</summary>
    public abstract string Command { get; }

    /// <summary>The type of its settings record; each property becomes an option of the command.</summary>
    public abstract Type SettingsType { get; }

    /// <summary>What it has the model compute: options of the model that affect none of it are not offered.</summary>
    public virtual ModelUses Uses => ModelUses.All;

    /// <summary>The supported outputs of <c>--out</c>, for the help, such as <c>a .csv or .npy file</c>.</summary>
    public abstract string OutputHelp { get; }

    /// <summary>Example command lines for the help, with descriptions.</summary>
    public virtual IReadOnlyList<(string Line, string Meaning)> Examples => [];

    /// <summary>Refuses an output that cannot be written, before the work.</summary>
    /// <param name="output">The file or folder; null for standard output.</param>
    /// <exception cref="LikenessException">It cannot be written to.</exception>
    public abstract void CheckOutput(string? output);

    /// <summary>Does the work and writes the output.</summary>
    /// <param name="model">The trained model.</param>
    /// <param name="settings">Of the type <see cref="SettingsType"/>.</param>
    /// <param name="context">The output.</param>
    /// <exception cref="LikenessException">The model does not support the task, or a setting or file is unusable.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public abstract TaskResult Run(TrainedModel model, TaskSettings settings, TaskContext context);
}

/// <summary>A task with typed settings.</summary>
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
        TableOutput.CheckDatabase(context);
        return Run(model, (TSettings)settings, context);
    }

    /// <inheritdoc cref="ModelTask.Run"/>
    protected abstract TaskResult Run(TrainedModel model, TSettings settings, TaskContext context);
}

/// <summary>
/// The base of every task's settings. A property is an option of the command: its name in kebab-case (or
/// <see cref="OptionNameAttribute"/>), its description the help, its range checked. Text, numbers, booleans, enums and arrays of int, or null.
/// </summary>
public abstract record TaskSettings
{
    /// <summary>The examples to process; null for those of the run. Tasks without examples ignore it.</summary>
    [Browsable(false)]
    public DataSource? Data { get; init; }

    /// <summary>Whether the task processes examples.</summary>
    [Browsable(false)]
    public virtual bool TakesData => true;

    /// <summary>The random seed: the same seed gives the same output.</summary>
    [Description("random seed; the same seed gives the same output")]
    public ulong Seed { get; init; } = 1;
}

/// <summary>The name of an option, if it differs from its property's.</summary>
/// <param name="name">The name with its dashes, such as <c>-n</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OptionNameAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}
