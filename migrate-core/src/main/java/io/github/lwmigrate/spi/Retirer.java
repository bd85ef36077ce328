package io.github.lwmigrate.spi;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.device.EndDevice;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Changes devices at the origin after they are safe, and puts them back. The engine has the steps
 * of a device, with their images, in its journal before it calls {@link #apply} for the first of
 * them. All methods may be called from up to {@link Source#maxConcurrency()} threads each, for
 * different devices; for one device, one after the other.
 *
 * <p>Retrying passing faults is the retirer's business. A call whose answer was lost is repeated,
 * never guessed: "not found" on a repeated deletion is success.
 */
public interface Retirer {

  /**
   * The ways of retiring that this kind of origin knows. Asked when a migration is built.
   *
   * @return at least one; a policy that wants another one is refused before the run
   */
  Set<Retirement> supported();

  /**
   * Says what retiring would take, and whether it is possible for this device at this origin.
   * Changes nothing; part of a plan. Asks the origin only for what the reading does not hold.
   * Called once for each way that the policy wants, freezes first, after each {@link Source#read}
   * of a device that is not rejected, and after each {@link #readFrozen} that brought something
   * new.
   *
   * @param request the device and the way of retiring
   * @param call what the engine provides
   * @return steps with their images in the order in which they are to be applied, or findings;
   *     neither if the origin is already as wanted
   * @throws MigrationException if that cannot be told
   */
  Assessment assess(RetirementRequest request, Call call);

  /**
   * Does a step. Harmless when repeated. Returns once the origin has confirmed it. Called for one
   * step after the other; one that fails ends the device's turn, and a resumed run goes on there.
   * But where a session moves and {@link #compare} then says NEITHER, this step and those before it
   * are put back, and the device is read anew, at most three times.
   *
   * @param step a step of {@link #assess}
   * @param call what the engine provides
   * @throws MigrationException if it is not certain that the step was done
   */
  void apply(RetirementStep step, Call call);

  /**
   * Compares the origin with the images of a step: before a resumed run or a later retirement takes
   * it, before every step that destroys, after a freezing step that failed, and before a step is
   * put back that is not known to be done. Changes nothing.
   *
   * @param step a step of {@link #assess}
   * @param call what the engine provides
   * @return whether the origin looks as before or as after the step
   * @throws MigrationException if the origin cannot be asked
   */
  Comparison compare(RetirementStep step, Call call);

  /**
   * Reads a device again after freezing steps were applied: as it would be without them, with what
   * went on meanwhile (counters, perhaps another session). What the steps took away or switched off
   * is taken from the recorded form. Called at most three times in each part of a run, until the
   * session stands still, and once before a frozen device is retired later.
   *
   * @param listed the entry of the listing
   * @param recorded the device as it was recorded before the first step
   * @param applied the freezing steps that were applied, in order
   * @param call what the engine provides
   * @return the device, or that it is gone
   * @throws MigrationException if the device cannot be read whole
   */
  Reading readFrozen(Listed listed, EndDevice recorded, List<RetirementStep> applied, Call call);

  /**
   * Puts back what a step changed, as far as the origin allows. Harmless when repeated, also for a
   * step that was put back in part or has failed. Called when a device was frozen and then not
   * delivered, when it was not as recorded while it was frozen, and by a rollback. Steps are put
   * back in the reverse of their order.
   *
   * @param step a step of {@link #assess}
   * @param latest the device as the target has it now, where the user of a rollback gives it: a
   *     device that is made again goes on with its counters and nonces
   * @param call what the engine provides
   * @return what could not be put back; empty if the device is as before the step
   * @throws MigrationException if it is not certain that the device was put back
   */
  List<Finding> restore(RetirementStep step, Optional<EndDevice> latest, Call call);
}
